#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kbgen_fuzz::units(bytes));
