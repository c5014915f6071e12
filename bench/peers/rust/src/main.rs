//! Times regex-automata's multi-pattern search with spans, ASCII mode, on the patterns of ../rivals, over documents of 32 KiB.
use regex_automata::{meta::Regex, util::syntax};
use std::time::Instant;

fn patterns() -> Vec<String> {
    let source = include_str!("../../../rivals/patterns.go");
    source
        .lines()
        .filter_map(|l| l.trim().strip_prefix('`')?.strip_suffix("`,").map(str::to_string))
        .collect()
}

fn main() {
    let data = std::fs::read(std::env::args().nth(1).expect("a file")).expect("the file");
    let re = Regex::builder()
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .build_many(&patterns())
        .expect("patterns");
    let (mut best, mut found) = (f64::MAX, 0usize);
    for _ in 0..3 {
        let start = Instant::now();
        found = data.chunks(32 << 10).map(|d| re.find_iter(d).count()).sum();
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("Rust regex-automata, {} patterns: {:.1} MB/s, {} findings in {} bytes", patterns().len(), data.len() as f64 / 1e6 / best, found, data.len());
}
