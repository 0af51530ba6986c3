//! Takes competitors, runs them in turn, and prints the median of what each costs in terms of the first.
//!
//! Machines are noisy and drift, so every round runs all of them, and only ratios within a round are compared.

use std::time::{Duration, Instant};

/// Something that is measured.
pub(crate) struct Competitor<'a> {
    /// What it is called in the table.
    pub(crate) name: &'a str,
    /// Does the work once.
    pub(crate) run: &'a mut dyn FnMut(),
}

/// Runs `rounds` rounds of `repetitions` each and prints, per competitor, the median time and the median ratio to the first.
pub(crate) fn compare(title: &str, rounds: usize, repetitions: u32, competitors: &mut [Competitor<'_>]) {
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); competitors.len()];
    for _ in 0..=rounds {
        for (competitor, times) in competitors.iter_mut().zip(&mut times) {
            let start = Instant::now();
            for _ in 0..repetitions {
                (competitor.run)();
            }
            times.push(start.elapsed() / repetitions);
        }
    }
    println!("\n{title}");
    let ratios: Vec<f64> = times
        .iter()
        // The first round warms up.
        .map(|own| median(own.iter().zip(&times[0]).skip(1).map(|(a, b)| a.as_secs_f64() / b.as_secs_f64()).collect()))
        .collect();
    for ((competitor, own), ratio) in competitors.iter().zip(&times).zip(&ratios) {
        let time = median(own.iter().skip(1).map(Duration::as_secs_f64).collect());
        println!("  {:<52} {:>12} {ratio:>7.2}x", competitor.name, human(time));
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn human(seconds: f64) -> String {
    match seconds {
        s if s < 1e-6 => format!("{:.0} ns", s * 1e9),
        s if s < 1e-3 => format!("{:.2} µs", s * 1e6),
        s if s < 1.0 => format!("{:.2} ms", s * 1e3),
        s => format!("{s:.2} s"),
    }
}
