//! Splits a command into words like a shell, without expanding variables.

/// Returns the words of a command, or an error if its quoting is invalid.
pub(super) fn words(command: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = command.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' if characters.peek() == Some(&'\n') => drop(characters.next()),
            c if c.is_whitespace() => words.extend(word.take()),
            '\'' => {
                let text = word.get_or_insert_default();
                loop {
                    match characters.next() {
                        Some('\'') => break,
                        Some(c) => text.push(c),
                        None => return Err("the closing single quote is missing".to_owned()),
                    }
                }
            }
            '"' => {
                let text = word.get_or_insert_default();
                loop {
                    match characters.next() {
                        Some('"') => break,
                        Some('\\') => text.extend(characters.next()),
                        Some(c) => text.push(c),
                        None => return Err("the closing double quote is missing".to_owned()),
                    }
                }
            }
            '\\' => word.get_or_insert_default().extend(characters.next()),
            c if "|&;<>()`*?#~".contains(c) => return Err(format!("`{c}` has a special meaning in the shell")),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Ok(words)
}

#[test]
fn commands_are_taken_apart_as_a_shell_does() {
    assert_eq!(
        words("a \\\n 'b c'\"$D\"e 'it'\\''s'").as_deref(),
        Ok(&["a".into(), "b c$De".into(), "it's".into()][..])
    );
    assert!(words("a 'b").is_err());
    assert!(words("a; b").is_err());
}
