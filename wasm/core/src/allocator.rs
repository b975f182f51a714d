//! The module's allocator: all freed memory is overwritten.
//!
//! Buffers that grow leave copies behind, and libraries keep strings: those copies cannot be found and wiped one by
//! one.

#![allow(unsafe_code, reason = "an allocator cannot be written without")]

use core::hint::black_box;
use std::alloc::{GlobalAlloc, Layout, System};

struct Wiping;

#[global_allocator]
static ALLOCATOR: Wiping = Wiping;

// SAFETY: every block is `System`'s, allocated and freed with the layout that the caller gave. The provided methods,
// `realloc` above all, call these two: a block that moves is wiped too.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise is `System`'s condition.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block has `layout.size()` bytes and belongs to the caller until the last line frees it.
        unsafe {
            block.write_bytes(0, layout.size());
            System.dealloc(black_box(block), layout);
        }
    }
}

/// Overwrites bytes; the compiler may not leave it out.
pub(crate) fn wipe(bytes: &mut [u8]) {
    bytes.fill(0);
    black_box(bytes);
}

/// Overwrites this many bytes of the stack below the caller. Never inlined: its frame must lie where the frames of the
/// calls before it lay.
#[inline(never)]
pub(crate) fn wipe_stack<const BYTES: usize>() {
    wipe(&mut [0; BYTES]);
}
