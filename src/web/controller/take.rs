//! How a mail comes in: pasted, typed, dropped, chosen.

use super::{Desk, Outcome, State};
use crate::web::transfer::{self, Taken};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event};

impl Desk {
    pub(super) fn pasted(self: &Rc<Self>, event: &Event) {
        let transfer = event
            .dyn_ref::<ClipboardEvent>()
            .and_then(ClipboardEvent::clipboard_data);
        let Some(transfer) = transfer else { return };
        if transfer::file(&transfer).is_some()
            && transfer
                .get_data("text/plain")
                .is_ok_and(|text| text.is_empty())
        {
            event.prevent_default();
            self.receive(&transfer);
            return;
        }
        let Some(taken) = transfer::words(&transfer) else {
            return;
        };
        if self.is_being_written() {
            // A piece of a mail put to the rest of it: the box alone counts then.
            return;
        }
        if self.form.can_paste(&taken) {
            // The browser pastes by itself, so that it can be undone.
            self.form.area.select();
            self.state.borrow_mut().coming = Some(taken.held);
        } else {
            event.prevent_default();
            self.take(taken);
        }
    }

    /// Whether what is in the box was typed or put together, and is not all selected.
    pub(super) fn is_being_written(&self) -> bool {
        let area = &self.form.area;
        let length = area.text_length();
        let selected = (
            area.selection_start().ok().flatten(),
            area.selection_end().ok().flatten(),
        );
        let answered = matches!(self.state.borrow().outcome, Outcome::Answer(_));
        length > 0 && !answered && selected != (Some(0), Some(length))
    }

    pub(super) fn edited(&self) {
        self.next_turn();
        self.shelf.put_away();
        let coming = self.state.borrow_mut().coming.take();
        let pasted = coming.is_some();
        self.state.borrow_mut().held = coming;
        if pasted {
            self.form.area.set_scroll_top(0);
            self.check(true);
        } else {
            // The answer was to other words.
            self.settle(Outcome::Nothing);
        }
    }

    pub(super) fn dropped(self: &Rc<Self>, event: &Event) {
        event.prevent_default();
        self.mark_drop(false);
        if let Some(transfer) = event
            .dyn_ref::<DragEvent>()
            .and_then(DragEvent::data_transfer)
        {
            self.receive(&transfer);
        }
    }

    pub(super) fn receive(self: &Rc<Self>, transfer: &DataTransfer) -> bool {
        if transfer.files().is_some_and(|files| self.open_all(&files)) {
            return true;
        }
        let taken = transfer::words(transfer);
        let any = taken.is_some();
        if let Some(taken) = taken {
            self.take(taken);
        }
        any
    }

    /// Something else is to be checked: what was asked for the last is not waited for.
    pub(super) fn next_turn(&self) -> u32 {
        self.after.forget();
        self.stop_work();
        self.state.borrow_mut().scanned = None;
        self.taken.set(self.taken.get().wrapping_add(1));
        self.taken.get()
    }

    /// Puts words into the box and checks them.
    pub(super) fn take(&self, taken: Taken) {
        self.shelf.put_away();
        self.take_file(taken);
    }

    /// Puts a file into the box and checks it.
    pub(super) fn take_file(&self, taken: Taken) {
        self.next_turn();
        self.form.put(&taken.shown);
        self.state.borrow_mut().held = Some(taken.held);
        self.check(true);
    }

    pub(super) fn empty(&self) {
        self.next_turn();
        self.shelf.put_away();
        self.form.put("");
        self.state.replace(State::default());
        self.settle(Outcome::Nothing);
        let _ = self.form.area.focus();
    }

    pub(super) fn mark_drop(&self, over: bool) {
        let class = self.form.whole.class_list();
        let _ = if over {
            class.add_1("over")
        } else {
            class.remove_1("over")
        };
    }
}
