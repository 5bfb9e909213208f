//! `cargo xtask <command>`: everything that is done *to* Countersign.
//!
//! Each command does its own set-up, says in one line what it does and how
//! long that takes, can be run again at any time, and when something is
//! missing says what to install. Nothing here knows what a mail is.

mod apt;
mod bindgen;
mod bless;
mod brands;
mod brotli;
mod browser;
mod compile;
mod cost;
mod domains;
mod examples;
mod fuzz;
mod hosts;
mod imports;
mod lighthouse;
mod lint;
mod node;
mod offline;
mod optimise;
mod page;
mod paths;
mod popular;
mod rates;
mod screens;
mod serve;
mod shell;
mod silence;
mod size;
mod stage;
mod test;
mod thread;
mod vectors;
mod wasm_parts;
mod wasm_std;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask <command>

  serve [--port N] [--no-build]   build the page and serve it on this machine
  build                           build the page into target/www
  test [--quick]                  all tests; --quick: only those that take seconds
  lint                            formatting, clippy, types of the JavaScript
  size                            what the page transfers, part by part
  lighthouse [--no-build]         Lighthouse's scores and the time of a first answer
  screens                         the pictures of docs/screens, taken anew
  cost                            what verifying signatures takes in the wasm
  rates [--write] [FOLDER…]       answers, findings, signatures on labelled mail, counted; docs/rates.md
  vectors FOLDER                  authentication vectors of other projects, counted
  domains FOLDER [--list]         bare links of a labelled set, counted
  brands [--check]                check the data on brands, write docs/brands.md
  hosts FOLDER                    the lists of hosts that anybody can use, compared with their sources
  popular LIST…                   the list of popular domains, picked anew
  bless                           write the expected reports and the schema anew
  fuzz [--seconds N]              feed the check and its readers with hostile bytes (default 60 s)
";

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    if let Err(error) = dispatch(&args) {
        eprintln!("error: {error:#}");
        std::process::exit(1);
    }
}

/// Runs the one command that `args` names.
fn dispatch(args: &[&str]) -> Result<()> {
    let Some((command, options)) = args.split_first() else {
        print!("{HELP}");
        return Ok(());
    };
    match *command {
        "serve" => {
            known(options, &["--no-build"], &["--port"])?;
            if !options.contains(&"--no-build") {
                page::build()?;
            }
            serve::run(number(options, "--port")?)
        }
        "build" => {
            known(options, &[], &[])?;
            page::build()
        }
        "test" => {
            known(options, &["--quick"], &[])?;
            test::run(options.contains(&"--quick"))
        }
        "lint" => {
            known(options, &[], &[])?;
            lint::run()
        }
        "size" => {
            known(options, &[], &[])?;
            size::run()
        }
        "lighthouse" => {
            known(options, &["--no-build"], &[])?;
            lighthouse::run(!options.contains(&"--no-build"))
        }
        "screens" => {
            known(options, &[], &[])?;
            screens::run()
        }
        "cost" => {
            known(options, &[], &[])?;
            cost::run()
        }
        "fuzz" => {
            known(options, &[], &["--seconds"])?;
            fuzz::run(number(options, "--seconds")?.unwrap_or(60))
        }
        "rates" => rates::run(options),
        "vectors" => vectors::run(options),
        "domains" => domains::run(options),
        "popular" => popular::run(options),
        "brands" => {
            known(options, &["--check"], &[])?;
            brands::run(options.contains(&"--check"))
        }
        "hosts" => hosts::run(options),
        "bless" => {
            known(options, &[], &[])?;
            bless::run()
        }
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("there is no command `{other}`\n\n{HELP}"),
    }
}

/// Refuses any option that is neither a flag nor a name followed by a value.
fn known(options: &[&str], flags: &[&str], valued: &[&str]) -> Result<()> {
    let mut options = options.iter();
    while let Some(option) = options.next() {
        if valued.contains(option) {
            options.next();
        } else if !flags.contains(option) {
            bail!("`{option}` means nothing here\n\n{HELP}");
        }
    }
    Ok(())
}

/// The number after the option `name`, if the option was given.
fn number<N: std::str::FromStr>(options: &[&str], name: &str) -> Result<Option<N>> {
    let Some(at) = options.iter().position(|option| *option == name) else {
        return Ok(None);
    };
    match options.get(at + 1).map(|value| value.parse()) {
        Some(Ok(value)) => Ok(Some(value)),
        _ => bail!("`{name}` wants a number after it"),
    }
}

#[cfg(test)]
mod tests {
    use super::{known, number};

    #[test]
    fn an_unknown_option_is_refused() {
        assert!(known(&["--prot", "80"], &[], &["--port"]).is_err());
        assert!(known(&["--port", "80"], &[], &["--port"]).is_ok());
    }

    #[test]
    fn a_number_that_is_missing_or_no_number_is_refused() {
        assert_eq!(
            number::<u16>(&["--port", "80"], "--port").unwrap(),
            Some(80)
        );
        assert_eq!(number::<u16>(&[], "--port").unwrap(), None);
        assert!(number::<u16>(&["--port"], "--port").is_err());
        assert!(number::<u16>(&["--port", "eighty"], "--port").is_err());
    }
}
