#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| heron_webhooks_fuzz::json::reuse(data));
