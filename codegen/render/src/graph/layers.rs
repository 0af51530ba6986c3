//! Computes the layout of a graph, in which each node has a column and a row, and long arrows have waypoints.
//!
//! Uses only integers, so that the image is the same on every machine. Arrows run from left to right. An arrow across
//! several columns has a waypoint in each column between them, which occupies a row like a node.

/// The number of passes over all columns that move neighbors closer together. More passes do not improve graphs of this
/// size.
const PASSES: usize = 8;

/// The arrangement of a graph in columns and rows.
pub(super) struct Layers {
    /// The columns from left to right, each with its points from top to bottom. Points with an index below the number
    /// of nodes are nodes, and all others are waypoints.
    pub(super) columns: Vec<Vec<usize>>,
    /// The points of each arrow, from its first node to its last.
    pub(super) paths: Vec<Vec<usize>>,
}

/// Arranges the nodes with the indexes `0..nodes` and the arrows between them.
pub(super) fn arrange(nodes: usize, edges: &[(usize, usize)]) -> Layers {
    let column = columns(nodes, edges);
    let count = column.iter().max().map_or(0, |last| last + 1);
    let mut layers = Layers { columns: vec![Vec::new(); count], paths: Vec::new() };
    for (node, column) in column.iter().enumerate() {
        layers.columns[*column].push(node);
    }
    let mut next = nodes;
    for (from, to) in edges {
        let mut path = vec![*from];
        for between in column[*from] + 1..column[*to] {
            layers.columns[between].push(next);
            path.push(next);
            next += 1;
        }
        path.push(*to);
        layers.paths.push(path);
    }
    for pass in 0..PASSES {
        layers.straighten(pass % 2 == 0);
    }
    layers
}

/// Places each node to the right of all its predecessors, as far left as possible.
fn columns(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut column = vec![0; nodes];
    // The longest path has at most as many steps as there are nodes. This also ends the loop for a cycle, which no
    // valid model has.
    for _ in 0..nodes {
        for (from, to) in edges {
            if from != to && column[*to] <= column[*from] {
                column[*to] = (column[*from] + 1).min(nodes - 1);
            }
        }
    }
    column
}

impl Layers {
    /// Sorts the points of each column by the average position of their neighbors in the previous or next column.
    fn straighten(&mut self, forward: bool) {
        let links: Vec<(usize, usize)> = self
            .paths
            .iter()
            .flat_map(|path| path.windows(2).map(|pair| if forward { (pair[0], pair[1]) } else { (pair[1], pair[0]) }))
            .collect();
        let count = self.columns.len();
        let order: Vec<usize> =
            if forward { (1..count).collect() } else { (0..count.saturating_sub(1)).rev().collect() };
        for index in order {
            let fixed = &self.columns[if forward { index - 1 } else { index + 1 }];
            let middle = |point: usize, row: usize| {
                let rows = links.iter().filter(|link| link.1 == point);
                let rows: Vec<usize> =
                    rows.filter_map(|link| fixed.iter().position(|other| *other == link.0)).collect();
                // The position is in thousandths of a row, measured from the middle of both columns.
                match rows.len() {
                    0 => 2000 * row as i64 - 1000 * self.columns[index].len() as i64,
                    n => 2000 * rows.iter().sum::<usize>() as i64 / n as i64 - 1000 * fixed.len() as i64,
                }
            };
            let mut keyed: Vec<(i64, usize)> =
                self.columns[index].iter().enumerate().map(|(row, point)| (middle(*point, row), *point)).collect();
            keyed.sort_by_key(|(middle, _)| *middle);
            self.columns[index] = keyed.into_iter().map(|(_, point)| point).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::arrange;

    #[test]
    fn arrows_run_to_the_right_over_a_point_in_each_column() {
        let layers = arrange(4, &[(0, 1), (1, 2), (2, 3), (0, 3)]);
        assert_eq!(layers.columns.len(), 4);
        assert_eq!(layers.paths[3].len(), 4, "the long arrow has two waypoints");
        assert!(layers.paths[3][1..3].iter().all(|point| *point >= 4));
    }

    #[test]
    fn arrows_that_need_not_cross_do_not() {
        let layers = arrange(6, &[(0, 5), (1, 4), (2, 3)]);
        let row = |point: usize| layers.columns[1].iter().position(|other| *other == point);
        assert_eq!(layers.columns[0], [0, 1, 2]);
        assert!(row(5) < row(4) && row(4) < row(3), "{:?}", layers.columns);
    }

    #[test]
    fn nothing_and_a_circle_end_too() {
        assert!(arrange(0, &[]).columns.is_empty());
        assert_eq!(arrange(1, &[(0, 0)]).columns, [[0]]);
        assert_eq!(arrange(2, &[(0, 1), (1, 0)]).paths.len(), 2);
    }
}
