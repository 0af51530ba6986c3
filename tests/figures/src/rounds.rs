//! Runs contestants, which are the pieces of work to compare, in turn. Returns the time of each, and its ratio to that
//! of the first.
//!
//! Timings are noisy and drift over time. So every round runs all contestants, and ratios are computed within a round.

use std::time::{Duration, Instant};

/// How long the first contestant runs in one round: long enough to measure precisely, and short enough that other
/// programs rarely interfere.
const BATCH: Duration = Duration::from_millis(2);

/// A measured implementation.
pub struct Contestant<'a> {
    /// The name of the contestant's row in the table.
    pub name: &'static str,
    /// Does the measured work once.
    pub run: Box<dyn FnMut() + 'a>,
}

/// The measured times of a contestant.
pub struct Measured {
    /// The name of the contestant's row in the table.
    pub name: &'static str,
    /// The seconds for doing the work once.
    pub seconds: Spread,
    /// The time divided by that of the first contestant in the same round.
    pub ratio: Spread,
}

/// The median and the quartiles of several values.
#[derive(Debug, PartialEq)]
pub struct Spread {
    /// The lower quartile.
    pub low: f64,
    /// The median.
    pub median: f64,
    /// The upper quartile.
    pub high: f64,
}

impl Spread {
    fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |quarters: usize| values[(values.len() - 1) * quarters / 4];
        Self { low: at(1), median: at(2), high: at(3) }
    }
}

/// Runs all contestants `rounds` times, after a warm-up round that is not measured.
pub fn measure(rounds: usize, contestants: &mut [Contestant<'_>]) -> Vec<Measured> {
    let Some(first) = contestants.first_mut() else { return Vec::new() };
    let start = Instant::now();
    (first.run)();
    let repetitions = (BATCH.as_secs_f64() / start.elapsed().as_secs_f64().max(1e-9)).clamp(1.0, 100_000.0) as u32;
    let mut seconds: Vec<Vec<f64>> = vec![Vec::new(); contestants.len()];
    for round in 0..=rounds {
        for (contestant, own) in contestants.iter_mut().zip(&mut seconds) {
            let start = Instant::now();
            for _ in 0..repetitions {
                (contestant.run)();
            }
            if round > 0 {
                own.push(start.elapsed().as_secs_f64() / f64::from(repetitions));
            }
        }
    }
    let ratios = |own: &[f64]| own.iter().zip(&seconds[0]).map(|(own, first)| own / first).collect();
    let ratios: Vec<Vec<f64>> = seconds.iter().map(|own| ratios(own)).collect();
    let all = contestants.iter().zip(seconds).zip(ratios);
    let measured = all.map(|((contestant, own), ratio)| Measured {
        name: contestant.name,
        seconds: Spread::of(own),
        ratio: Spread::of(ratio),
    });
    measured.collect()
}

#[cfg(test)]
mod tests {
    use std::hint::black_box;

    use super::{Contestant, Spread, measure};

    #[test]
    fn a_spread_is_the_quartiles() {
        assert_eq!(Spread::of(vec![5.0, 1.0, 3.0, 2.0, 4.0]), Spread { low: 2.0, median: 3.0, high: 4.0 });
        assert_eq!(Spread::of(vec![7.0]), Spread { low: 7.0, median: 7.0, high: 7.0 });
    }

    #[test]
    fn the_first_contestant_is_what_the_others_are_compared_with() {
        let work = |name: &'static str, end: u64| {
            let run = move || assert_ne!(black_box((0..black_box(end)).fold(1, |sum, next| sum ^ next)), u64::MAX);
            Contestant { name, run: Box::new(run) }
        };
        let measured = measure(5, &mut [work("a", 1_000), work("b", 5_000)]);
        assert_eq!(measured[0].name, "a");
        assert_eq!(measured[0].ratio, Spread { low: 1.0, median: 1.0, high: 1.0 });
        assert!(measured[1].ratio.low > 1.0 && measured[1].seconds.median > measured[0].seconds.median);
    }
}
