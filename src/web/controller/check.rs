//! The check: here where it is quick, in the page's other thread where it may not be.

use super::{Answer, Desk, Outcome};
use crate::input::{self, Context, InputError};
use crate::web::sight;
use crate::work::{self, Job, Step};
use js_sys::Date;
use std::cell::{Cell, RefCell};

/// What the thread is doing, and for what.
#[derive(Default)]
pub(super) struct Under {
    /// The number of the last job. Each has its own: what comes of another is not heard.
    job: Cell<u32>,
    pending: RefCell<Option<Pending>>,
    /// The turn whose mail was answered last.
    answered: Cell<u32>,
}

/// A job that the thread has.
struct Pending {
    context: Context,
    step: Step,
    go_there: bool,
}

impl Desk {
    /// Checks what is there; `go_there` brings the person to the answer.
    pub(super) fn check(&self, go_there: bool) {
        let context = self.context();
        if self.ask_thread(&context, go_there) {
            if self.under.answered.get() != self.taken.get() {
                // What stands there is the answer to another mail.
                self.settle(Outcome::Nothing);
            }
            self.say_work();
        } else {
            self.stop_work();
            self.check_here(context, go_there);
        }
    }

    /// Checks again what was answered, or is being checked; the person stays where they are.
    pub(super) fn check_again(&self) {
        let pending = self.go_there();
        let answered = matches!(self.state.borrow().outcome, Outcome::Answer(_));
        if answered || pending.is_some() {
            self.check(pending.unwrap_or_default());
        }
    }

    /// Whether the job that the thread has is to bring the person to its answer; none without one.
    fn go_there(&self) -> Option<bool> {
        let pending = self.under.pending.borrow();
        pending.as_ref().map(|pending| pending.go_there)
    }

    /// What the person says, and what is known beside.
    fn context(&self) -> Context {
        #[expect(clippy::cast_possible_truncation, reason = "seconds since 1970 fit")]
        let now = (Date::now() / 1000.0) as i64;
        let state = self.state.borrow();
        let held = state.held.as_ref();
        let mut context = Context {
            now: Some(now),
            keys: state.keys.clone(),
            scanned: state.scanned.clone(),
            container: held.and_then(|held| held.container),
            ..Context::default()
        };
        self.told.tell(&mut context);
        if let Some(example) = held.and_then(|held| held.example.as_ref()) {
            example.tell(&mut context);
        }
        context
    }

    /// Has the thread check what may take long; gives whether it does.
    fn ask_thread(&self, context: &Context, go_there: bool) -> bool {
        let number = self.under.job.get().wrapping_add(1);
        let asked = self.with_bytes(|mail, kind| {
            let context = context.clone();
            let job = || work::ask(Job { kind, context });
            work::is_long(mail)
                && input::accept(mail).is_ok()
                && self.thread.ask(number, &job(), mail)
        });
        if asked {
            self.under.job.set(number);
            self.under.pending.replace(Some(Pending {
                context: context.clone(),
                step: Step::Reading,
                go_there,
            }));
        }
        asked
    }

    fn check_here(&self, context: Context, go_there: bool) {
        let done =
            self.with_bytes(|mail, kind| work::answer(mail, kind, context.clone(), &mut |_| ()));
        self.take_answer(done, context, go_there);
    }

    fn take_answer(
        &self,
        done: Result<work::Answer, InputError>,
        context: Context,
        go_there: bool,
    ) {
        self.under.answered.set(self.taken.get());
        if let Ok(answer) = &done {
            let only_for = answer.report.details.only_for.as_ref();
            self.told.recognised(only_for);
        }
        self.settle(match done {
            Ok(work::Answer { report, marked }) => Outcome::Answer(Box::new(Answer {
                report,
                context,
                marked,
            })),
            Err(error) => Outcome::Error(error.key()),
        });
        // Whoever hears of an answer may have handed in the next mail.
        if go_there && let Some(verdict) = self.status.first_element_child() {
            sight::go_to(&verdict);
        }
        self.search_unasked();
    }

    /// Notes which step of a job the thread begins.
    pub(super) fn begin(&self, job: u32, step: u32) {
        let step = Step::ALL.get(step as usize).copied();
        if let (Some(step), true) = (step, self.under.job.get() == job) {
            if let Some(pending) = &mut *self.under.pending.borrow_mut() {
                pending.step = step;
            }
            self.say_work();
        }
    }

    /// Takes what the thread made of a job; none where it broke down over it, which a mail of
    /// tens of megabytes can do to a small device: here it would take the page with it.
    pub(super) fn give_answer(&self, job: u32, bytes: Option<Vec<u8>>) {
        let Some(Pending {
            context, go_there, ..
        }) = self.pending(job)
        else {
            return;
        };
        let go_there = go_there && !self.told.has_focus();
        match bytes.and_then(work::told) {
            Some(done) => {
                self.progress.rest();
                self.take_answer(done, context, go_there);
            }
            None => {
                self.progress.away();
                self.settle(Outcome::Error("error.too-heavy"));
            }
        }
    }

    /// Does here what no thread could be had for.
    pub(super) fn without_thread(&self, job: u32) {
        if let Some(Pending {
            context, go_there, ..
        }) = self.pending(job)
        {
            self.progress.away();
            self.check_here(context, go_there);
        }
    }

    fn pending(&self, job: u32) -> Option<Pending> {
        let is_last = self.under.job.get() == job;
        is_last.then(|| self.under.pending.take()).flatten()
    }

    /// Ends what the thread does: something else is to be checked, or nothing.
    pub(super) fn stop_work(&self) -> bool {
        let pending = self.under.pending.take().is_some();
        if pending {
            self.thread.stop();
        }
        self.progress.away();
        pending
    }

    /// Ends it because the person wants that. The mail stays; an answer that does not count what
    /// they have said since goes.
    pub(super) fn stop_pressed(&self) {
        if self.stop_work() {
            self.settle(Outcome::Nothing);
            self.progress.stopped(self.locale.get());
            // The button is gone; what it stood under is not.
            let _ = self.form.check.focus();
        }
    }

    /// Says what the thread is doing, in the language of now.
    pub(super) fn say_work(&self) {
        if let Some(pending) = &*self.under.pending.borrow() {
            self.progress.tell(pending.step, self.locale.get());
        }
    }
}
