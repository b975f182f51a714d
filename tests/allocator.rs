//! With the feature `wasm`, which feature unification may turn on for a whole workspace, a native program keeps its own
//! allocator: this one would not compile otherwise.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicUsize, Ordering},
};

use heron_webhooks::{Webhook, json::Form};

struct Counting;

static ALLOCATED: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: `System` does the work.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATED.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's promise is `System`'s condition.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise is `System`'s condition.
        unsafe { System.dealloc(block, layout) }
    }
}

#[test]
fn a_program_has_its_own_allocator() {
    let before = ALLOCATED.load(Ordering::Relaxed);
    Webhook::new(["sec_test"]).unwrap().sign("[1.0]", Form::Python).unwrap();
    assert!(ALLOCATED.load(Ordering::Relaxed) > before);
}
