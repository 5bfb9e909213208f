//! The command line, for help desks and for measuring.

mod loaded;
mod terminal;

use clap::{Parser, Subcommand, ValueEnum};
use countersign::input::{Context, Input, Kind};
use countersign::locale::{self, Locale};
use countersign::report::Report;
use countersign::verdict::Verdict;
use countersign::view::View;
use countersign::view::situation::Situation;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::fs;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// From how many files on a progress bar is shown.
const MUCH: usize = 50;

/// Everything went well.
const DONE: u8 = 0;
/// The level of `--fail-on` was reached.
const REACHED: u8 = 1;
/// Something could not be read.
const UNREAD: u8 = 2;

/// Says whether an e-mail can be from the shop that it claims to be, why, and what to do now.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Checks mails: files, directories, or - for standard input.
    Check {
        #[command(flatten)]
        options: Options,
        /// What the files are; recognised by itself otherwise.
        #[arg(long, value_enum)]
        kind: Option<Kind>,
        /// Files, directories (read with everything below them), or - for standard input.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Checks links or host names, one a line of a file, or - for standard input.
    Links {
        #[command(flatten)]
        options: Options,
        /// The file, or - for standard input.
        file: PathBuf,
    },
}

#[derive(clap::Args)]
struct Options {
    /// How to answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The language of the sentences, such as en or fr.
    #[arg(long, default_value = locale::DEFAULT)]
    locale: String,
    /// Whom the reader says it claims to be: a brand's id.
    #[arg(long, value_name = "ID")]
    brand: Option<String>,
    /// The reader's name.
    #[arg(long)]
    name: Option<String>,
    /// The reader's own address; may be given several times.
    #[arg(long)]
    address: Vec<String>,
    /// The address was given to this brand alone.
    #[arg(long, value_name = "BRAND")]
    only_for: Option<String>,
    /// Where the source was copied from: gmail, outlook, … or the domain of the address.
    #[arg(long, value_name = "ID")]
    receiver: Option<String>,
    /// The reader's country (ISO 3166-1 alpha-2), for where to report.
    #[arg(long)]
    country: Option<String>,
    /// What has already happened with the mail, for what to do now.
    #[arg(long, value_enum, value_name = "WHAT")]
    happened: Option<Situation>,
    /// The time at which the answer is to hold (RFC 3339).
    #[arg(long, value_name = "RFC3339", value_parser = time)]
    at: Option<i64>,
    /// A shop's profile (TOML), judged as "according to the file you loaded".
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// Public keys, one a line: selector, domain and key or record between tabs; what comes of
    /// them is "according to the key you gave".
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
    /// Tells in sentences, too, of signatures, of what mail providers noted, and of the way.
    #[arg(long)]
    details: bool,
    /// Ends with 1 if any answer is this or harsher.
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Sentences.
    Text,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Jsonl,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Suspicious,
    Fake,
}

/// One answer as it stands in JSON.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a Report>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match &cli.command {
        Command::Check {
            options,
            kind,
            paths,
        } => check(options, *kind, paths),
        Command::Links { options, file } => links(options, file),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        // Whoever reads us has had enough: that is no failure of ours.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(DONE),
        Err(error) => {
            eprintln!("countersign: {error}");
            ExitCode::from(UNREAD)
        }
    }
}

fn time(text: &str) -> Result<i64, String> {
    countersign::time::parse(text)
        .ok_or_else(|| "not a time such as 2011-03-21T09:30:00Z".to_owned())
}

impl Options {
    fn context(&self) -> io::Result<Context> {
        Ok(Context {
            now: self.at,
            receiver: self.receiver.clone(),
            country: self.country.clone(),
            name: self.name.clone(),
            addresses: self.address.clone(),
            only_for: self.only_for.clone(),
            brand: self.brand.clone(),
            profile: self.profile.as_deref().map(loaded::profile).transpose()?,
            keys: self
                .keys
                .as_deref()
                .map(loaded::keys)
                .transpose()?
                .unwrap_or_default(),
            ..Context::default()
        })
    }

    fn reached(&self, verdict: Verdict) -> bool {
        match self.fail_on {
            None => false,
            Some(FailOn::Suspicious) => verdict >= Verdict::Suspicious,
            Some(FailOn::Fake) => verdict >= Verdict::Fake,
        }
    }
}

/// Where answers go, and how they come out.
struct Output<'a> {
    options: &'a Options,
    context: Context,
    locale: &'static Locale,
    out: BufWriter<io::Stdout>,
    code: u8,
    count: usize,
}

impl<'a> Output<'a> {
    fn new(options: &'a Options) -> io::Result<Self> {
        Ok(Self {
            options,
            context: options.context()?,
            locale: locale::best(&options.locale),
            out: BufWriter::new(io::stdout()),
            code: DONE,
            count: 0,
        })
    }

    fn answer(
        &mut self,
        name: &str,
        is_file: bool,
        bytes: io::Result<&[u8]>,
        kind: Option<Kind>,
    ) -> io::Result<()> {
        let result = match bytes {
            Ok(bytes) => loaded::mail(bytes)
                .and_then(|(bytes, container)| {
                    countersign::check(&Input {
                        bytes: &bytes,
                        kind,
                        context: Context {
                            container,
                            ..self.context.clone()
                        },
                    })
                })
                .map_err(|error| self.locale.text(error.key()).to_owned()),
            Err(error) => Err(error.to_string()),
        };
        match &result {
            Ok(report) if self.options.reached(report.verdict) => {
                self.code = self.code.max(REACHED);
            }
            Ok(_) => {}
            Err(_) => self.code = UNREAD,
        }
        let named = (is_file.then_some(name), (!is_file).then_some(name));
        let (report, error) = (
            result.as_ref().ok(),
            result.as_ref().err().map(String::as_str),
        );
        let answer = Answer {
            file: named.0,
            input: named.1,
            report,
            error,
        };
        match (self.options.format, &result) {
            (Format::Jsonl, _) => {
                serde_json::to_writer(&mut self.out, &answer)?;
                writeln!(self.out)?;
            }
            (Format::Json, _) => {
                write!(self.out, "{}", if self.count == 0 { "[\n" } else { ",\n" })?;
                serde_json::to_writer_pretty(&mut self.out, &answer)?;
            }
            (Format::Text, Ok(report)) => {
                let mut view = View::new(report, &self.context, self.locale);
                if let Some(happened) = self.options.happened {
                    view.next = terminal::steps(happened, report, &self.context, self.locale);
                }
                terminal::write(
                    &mut self.out,
                    name,
                    &view,
                    self.locale,
                    self.options.details,
                )?;
            }
            (Format::Text, Err(error)) => terminal::write_error(&mut self.out, name, error)?,
        }
        self.count += 1;
        Ok(())
    }

    fn finish(mut self) -> io::Result<u8> {
        if self.options.format == Format::Json {
            writeln!(self.out, "{}", if self.count == 0 { "[]" } else { "\n]" })?;
        }
        self.out.flush()?;
        Ok(self.code)
    }
}

fn check(options: &Options, kind: Option<Kind>, paths: &[PathBuf]) -> io::Result<u8> {
    let mut output = Output::new(options)?;
    let mut files = Vec::new();
    for path in paths {
        collect(path, &mut files);
    }
    let bar = progress(files.len(), options);
    for path in &files {
        let name = path.display().to_string();
        let bytes = read(path).map_err(|error| loaded::at(path, &error));
        output.answer(
            &name,
            true,
            bytes
                .as_deref()
                .map_err(|error| io::Error::other(error.to_string())),
            kind,
        )?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    output.finish()
}

fn links(options: &Options, file: &Path) -> io::Result<u8> {
    let mut output = Output::new(options)?;
    let bytes = read(file).map_err(|error| loaded::at(file, &error))?;
    let lines: Vec<&[u8]> = bytes
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty())
        .collect();
    let bar = progress(lines.len() / MUCH, options);
    for (at, line) in lines.iter().enumerate() {
        output.answer(
            &String::from_utf8_lossy(line),
            false,
            Ok(line),
            Some(Kind::Links),
        )?;
        bar.inc(u64::from(at % MUCH == 0));
    }
    bar.finish_and_clear();
    output.finish()
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    fs::read(path)
}

/// The files at and below a path, sorted; lists of a corpus are no mails.
fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let mut below: Vec<PathBuf> = fs::read_dir(path)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        below.sort();
        for path in below {
            collect(&path, files);
        }
    } else if path.file_name().is_none_or(|name| name != "INDEX.tsv") {
        files.push(path.to_owned());
    }
}

fn progress(length: usize, options: &Options) -> ProgressBar {
    let shown = length >= MUCH
        && io::stderr().is_terminal()
        && !(options.format == Format::Text && io::stdout().is_terminal());
    if !shown {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length as u64);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar
}
