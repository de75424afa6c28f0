//! One table of words for each language, read from `languages/` when it is first asked for.

/// Defines a function with the table of a language: `tables!(roles: Table, "role.txt", Arabic "ar", …)`. It has
/// nothing for languages that are not listed.
macro_rules! tables {
    ($(#[$about:meta])* $name:ident: $table:ty, $file:literal, $($language:ident $code:literal),+) => {
        $(#[$about])*
        fn $name(language: $crate::reading::Language) -> Option<&'static $table> {
            match language {
                $($crate::reading::Language::$language => {
                    static TABLE: std::sync::LazyLock<$table> = std::sync::LazyLock::new(|| {
                        <$table>::parse(include_str!(concat!("languages/", $code, ".", $file)))
                    });
                    Some(&TABLE)
                })+
                _ => None,
            }
        }
    };
}

pub(super) use tables;
