//! The page's other thread, as its scripts hand it in, and the place where its progress is told.

use super::node::{Made, Maker, show};
use crate::locale::Locale;
use crate::work::Step;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, HtmlElement};

#[wasm_bindgen]
extern "C" {
    /// A thread that does one job at a time: `www/component/thread.js`.
    #[wasm_bindgen(
        typescript_type = "{ ask(job: number, what: Uint8Array, mail: Uint8Array): \
        boolean, stop(): void }"
    )]
    pub type Thread;
    /// Has a job done, and nothing else; gives whether there is a thread for it.
    #[wasm_bindgen(method)]
    pub(super) fn ask(this: &Thread, job: u32, what: &[u8], mail: &[u8]) -> bool;
    /// Ends what it does.
    #[wasm_bindgen(method)]
    pub(super) fn stop(this: &Thread);

    /// Whoever hears in the thread how far its job has come.
    #[wasm_bindgen(typescript_type = "{ begin(step: number): void }")]
    pub type Teller;
    #[wasm_bindgen(method)]
    pub(super) fn begin(this: &Teller, step: u32);
}

/// The nodes that tell how far a job has come.
pub(super) struct Progress {
    /// All of it.
    pub(super) whole: Element,
    /// Ends the job.
    pub(super) stop: HtmlElement,
    /// Read out when it changes; always there, so that it is heard.
    words: Element,
    said: RefCell<String>,
    bar: Element,
    row: Element,
}

impl Progress {
    /// Makes the nodes, without words.
    pub(super) fn make(maker: &Maker) -> Made<Self> {
        let words = maker.element("p", "doing")?;
        words.set_attribute("role", "status")?;
        let bar = maker.element("progress", "")?;
        bar.set_attribute("max", "100")?;
        let stop: HtmlElement = maker.typed("button", "button")?;
        stop.set_attribute("type", "button")?;
        stop.set_attribute("part", "button")?;
        let row = maker.with("div", "progress-row", &[&bar, &stop])?;
        let whole = maker.with("div", "progress", &[&words, &row])?;
        whole.set_attribute("part", "progress")?;
        let progress = Self {
            whole,
            stop,
            words,
            said: RefCell::default(),
            bar,
            row,
        };
        progress.away();
        Ok(progress)
    }

    /// Tells what is being done; what is told already is not told again.
    pub(super) fn tell(&self, step: Step, locale: &Locale) {
        let _ = self.bar.set_attribute("value", &step.begins().to_string());
        let _ = self
            .bar
            .set_attribute("aria-label", locale.text("work.bar"));
        self.stop.set_text_content(Some(locale.text("work.stop")));
        self.say(locale.text(step.key()));
        show(&self.row, true);
        self.whole.set_class_name("progress");
    }

    /// Has nothing to tell, but keeps its room: the next job must not move what is read.
    pub(super) fn rest(&self) {
        self.say("");
        self.whole.set_class_name("progress resting");
    }

    /// Has nothing to tell.
    pub(super) fn away(&self) {
        self.say("");
        show(&self.row, false);
        self.whole.set_class_name("progress");
    }

    /// Says that the job was stopped.
    pub(super) fn stopped(&self, locale: &Locale) {
        self.away();
        self.say(locale.text("work.stopped"));
    }

    fn say(&self, words: &str) {
        if *self.said.borrow() != words {
            self.words.set_text_content(Some(words));
            words.clone_into(&mut self.said.borrow_mut());
        }
    }
}
