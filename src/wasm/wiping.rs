//! The module's allocator: memory that is given back is overwritten, whoever gives it back and whatever it held.
//!
//! Buffers that grow leave copies of what they held behind, and libraries keep strings of their own: none of that could be
//! found and wiped one by one.

#![allow(unsafe_code, reason = "an allocator cannot be written without")]

use core::hint::black_box;
use std::alloc::{GlobalAlloc, Layout, System};

struct Wiping;

#[global_allocator]
static ALLOCATOR: Wiping = Wiping;

// SAFETY: every block is one of `System`'s, which is asked and given back with the layout that came. What is here by default,
// `realloc` above all, is made of these two, so that a block that moves is wiped too.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise is `System`'s condition.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block has that size, and is the caller's until it is given back in the last line.
        unsafe {
            block.write_bytes(0, layout.size());
            System.dealloc(black_box(block), layout);
        }
    }
}
