//! How a mail comes in: pasted, typed, dropped, chosen.

use super::{Desk, Outcome, State};
use crate::input::{InputError, MAX_BYTES};
use crate::web::transfer::{self, Taken};
use js_sys::Uint8Array;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, File};

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
        if let Some(file) = transfer::file(transfer) {
            self.open(&file);
            return true;
        }
        let taken = transfer::words(transfer);
        let any = taken.is_some();
        if let Some(taken) = taken {
            self.take(taken);
        }
        any
    }

    pub(super) fn chosen(self: &Rc<Self>) {
        if let Some(file) = self.form.file.files().and_then(|files| files.get(0)) {
            self.open(&file);
        }
        // So that the same file can be chosen again.
        self.form.file.set_value("");
    }

    /// Reads a file and checks it.
    pub(super) fn open(self: &Rc<Self>, file: &File) {
        let turn = self.next_turn();
        #[expect(clippy::cast_precision_loss, reason = "the limit is far below 2^53")]
        if file.size() > MAX_BYTES as f64 {
            self.settle(Outcome::Error(InputError::TooLarge.key()));
            return;
        }
        let name = file.name();
        let desk = Rc::clone(self);
        let read = Closure::once(move |buffer: JsValue| {
            if desk.taken.get() == turn {
                desk.take(Taken::file(name, Uint8Array::new(&buffer).to_vec()));
            }
        });
        let desk = Rc::clone(self);
        let unread = Closure::once(move |_: JsValue| {
            if desk.taken.get() == turn {
                desk.settle(Outcome::Error("page.unreadable"));
            }
        });
        let _ = file.array_buffer().then2(&read, &unread);
        // One of the two is called once, when nothing here is left to hold them.
        read.forget();
        unread.forget();
    }

    pub(super) fn next_turn(&self) -> u32 {
        self.taken.set(self.taken.get().wrapping_add(1));
        self.taken.get()
    }

    /// Puts something into the box and checks it.
    pub(super) fn take(&self, taken: Taken) {
        self.next_turn();
        self.form.put(&taken.shown);
        self.state.borrow_mut().held = Some(taken.held);
        self.check(true);
    }

    pub(super) fn empty(&self) {
        self.next_turn();
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
