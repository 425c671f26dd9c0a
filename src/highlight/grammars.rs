//! What is particular to each language: its words, its strings, its comments.
//!
//! A language is added by a constant here and its names in `super::language`.

/// A language, as far as colours need it. What is left out is empty or false.
pub struct Grammar {
    /// Words of the language, with a space between.
    pub keywords: &'static str,
    /// Keywords that stand within commands, too.
    pub inner_keywords: &'static str,
    pub constants: &'static str,
    pub types: &'static str,
    /// Operators that look like options: `-eq`.
    pub operators: &'static str,
    pub ignore_case: bool,
    pub line_comments: &'static [&'static str],
    pub block_comments: &'static [(&'static str, &'static str)],
    /// Whether a comment's mark may stand within a word.
    pub comments_apart: bool,
    /// In the order in which they are tried: a longer opening before its beginning.
    pub quotes: &'static [Quote],
    /// Characters that open the name of a variable.
    pub sigils: &'static str,
    /// Whether lines are commands: their first word is the command.
    pub commands: bool,
    /// What goes on in the next line, by the last character of a line.
    pub continues: Option<char>,
    /// Whether a word may hold `-`.
    pub dashes: bool,
    /// `-x`, `--long`.
    pub options: bool,
    /// `%NAME%`, `%1`, `/X` and `:label`.
    pub percent_variables: bool,
    /// Whether a name before `(` is a function.
    pub calls: bool,
    /// Whether a name after `function`, `class` and the like is what they say.
    pub names: bool,
    /// Whether a capital marks a type.
    pub capitals: bool,
    /// `@name`.
    pub annotations: bool,
    /// `[name]` where nothing can be indexed.
    pub bracket_types: bool,
    /// `#include`.
    pub directives: bool,
    /// `[section]` in a line of its own.
    pub sections: bool,
    /// What follows a key at the beginning of a line.
    pub keys: Option<char>,
    /// Whether a string before `:` is a key.
    pub string_keys: bool,
    /// `<<END`.
    pub heredocs: bool,
    /// `/a+/`.
    pub patterns: bool,
    /// Whether digits are numbers only where nothing touches them.
    pub loose: bool,
}

/// A kind of string.
pub struct Quote {
    pub open: &'static str,
    pub close: &'static str,
    pub escape: Option<char>,
    /// Whether two closing marks stand for one.
    pub doubled: bool,
    /// Whether it may go on in the next line.
    pub lines: bool,
    /// One character only; otherwise the mark is no quote.
    pub one: bool,
    /// Whether `$name` is a variable within.
    pub variables: bool,
    /// Code within: how it opens, and the bracket that ends it.
    pub fills: &'static [(&'static str, char)],
}

const fn quote(open: &'static str, close: &'static str) -> Quote {
    Quote { open, close, escape: None, doubled: false, lines: false, one: false, variables: false, fills: &[] }
}

impl Quote {
    const fn escaped(mut self) -> Self {
        self.escape = Some('\\');
        self
    }

    const fn escaped_by(mut self, escape: char) -> Self {
        self.escape = Some(escape);
        self
    }

    const fn doubled(mut self) -> Self {
        self.doubled = true;
        self
    }

    const fn lines(mut self) -> Self {
        self.lines = true;
        self
    }

    const fn one(mut self) -> Self {
        self.one = true;
        self
    }

    const fn variables(mut self) -> Self {
        self.variables = true;
        self
    }

    const fn filled(mut self, fills: &'static [(&'static str, char)]) -> Self {
        self.fills = fills;
        self
    }
}

const NOTHING: Grammar = Grammar {
    keywords: "",
    inner_keywords: "",
    constants: "",
    types: "",
    operators: "",
    ignore_case: false,
    line_comments: &[],
    block_comments: &[],
    comments_apart: false,
    quotes: &[],
    sigils: "",
    commands: false,
    continues: None,
    dashes: false,
    options: false,
    percent_variables: false,
    calls: false,
    names: false,
    capitals: false,
    annotations: false,
    bracket_types: false,
    directives: false,
    sections: false,
    keys: None,
    string_keys: false,
    heredocs: false,
    patterns: false,
    loose: false,
};

/// What the languages with braces have in common.
const BRACES: Grammar = Grammar {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    constants: "true false null",
    quotes: &[quote("\"", "\"").escaped(), quote("'", "'").escaped().one()],
    calls: true,
    names: true,
    capitals: true,
    ..NOTHING
};

pub const CSHARP: Grammar = Grammar {
    keywords: "abstract as async await base break case catch checked class const continue default delegate do else enum event explicit extern finally fixed for foreach from get global goto if implicit in init interface internal is let lock nameof namespace new not operator orderby out override params partial private protected public readonly record ref required return sealed select set sizeof stackalloc static struct switch this throw try typeof unchecked unsafe using var virtual volatile when where while with yield",
    types: "bool byte char decimal double dynamic float int long nint nuint object sbyte short string uint ulong ushort void",
    quotes: &[
        quote("$\"\"\"", "\"\"\"").lines().filled(&[("{", '}')]),
        quote("\"\"\"", "\"\"\"").lines(),
        quote("$@\"", "\"").doubled().lines().filled(&[("{", '}')]),
        quote("@$\"", "\"").doubled().lines().filled(&[("{", '}')]),
        quote("@\"", "\"").doubled().lines(),
        quote("$\"", "\"").escaped().filled(&[("{", '}')]),
        quote("\"", "\"").escaped(),
        quote("'", "'").escaped().one(),
    ],
    directives: true,
    ..BRACES
};

pub const CPP: Grammar = Grammar {
    keywords: "alignas alignof auto break case catch class co_await co_return co_yield concept const const_cast consteval constexpr constinit continue decltype default delete do dynamic_cast else enum explicit export extern final for friend goto if inline mutable namespace new noexcept operator override private protected public register reinterpret_cast requires return sizeof static static_assert static_cast struct switch template this throw try typedef typeid typename union using virtual volatile while",
    constants: "true false nullptr NULL",
    types: "bool char char16_t char32_t char8_t double float int int16_t int32_t int64_t int8_t long short signed size_t uint16_t uint32_t uint64_t uint8_t unsigned void wchar_t",
    quotes: &[
        quote("R\"(", ")\"").lines(),
        quote("L\"", "\"").escaped(),
        quote("\"", "\"").escaped(),
        quote("'", "'").escaped().one(),
    ],
    directives: true,
    ..BRACES
};

pub const JAVA: Grammar = Grammar {
    keywords: "abstract assert break case catch class const continue default do else enum extends final finally for goto if implements import instanceof interface native new non-sealed package permits private protected public record return sealed static strictfp super switch synchronized this throw throws transient try var volatile while yield",
    types: "boolean byte char double float int long short void",
    quotes: &[
        quote("\"\"\"", "\"\"\"").escaped().lines(),
        quote("\"", "\"").escaped(),
        quote("'", "'").escaped().one(),
    ],
    annotations: true,
    ..BRACES
};

pub const KOTLIN: Grammar = Grammar {
    keywords: "abstract actual annotation as break by catch class companion const constructor continue crossinline data do else enum expect external final finally for fun get if import in infix init inline inner interface internal is lateinit noinline object open operator out override package private protected public reified return sealed set super suspend tailrec this throw try typealias val var vararg when where while",
    quotes: &[
        quote("\"\"\"", "\"\"\"").lines().variables().filled(&[("${", '}')]),
        quote("\"", "\"").escaped().variables().filled(&[("${", '}')]),
        quote("'", "'").escaped().one(),
    ],
    annotations: true,
    ..BRACES
};

pub const SWIFT: Grammar = Grammar {
    keywords: "actor any as associatedtype async await break case catch class continue convenience default defer deinit do else enum extension fallthrough fileprivate final for func guard if import in indirect init inout internal is isolated lazy let mutating nonisolated open operator override private protocol public repeat required rethrows return self some static struct subscript super switch throw throws try typealias unowned var weak where while",
    constants: "true false nil",
    quotes: &[
        quote("\"\"\"", "\"\"\"").escaped().lines().filled(&[("\\(", ')')]),
        quote("\"", "\"").escaped().filled(&[("\\(", ')')]),
    ],
    annotations: true,
    ..BRACES
};

pub const GO: Grammar = Grammar {
    keywords: "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var",
    constants: "true false nil iota",
    types: "any bool byte complex128 complex64 error float32 float64 int int16 int32 int64 int8 rune string uint uint16 uint32 uint64 uint8 uintptr",
    quotes: &[quote("\"", "\"").escaped(), quote("`", "`").lines(), quote("'", "'").escaped().one()],
    capitals: false,
    ..BRACES
};

pub const RUST: Grammar = Grammar {
    keywords: "as async await break const continue crate dyn else enum extern fn for if impl in let loop macro_rules match mod move mut pub ref return self static struct super trait type unsafe use where while",
    constants: "true false None",
    types: "Self bool char f32 f64 i128 i16 i32 i64 i8 isize str u128 u16 u32 u64 u8 usize",
    quotes: &[
        quote("r#\"", "\"#").lines(),
        quote("r\"", "\"").lines(),
        quote("\"", "\"").escaped().lines(),
        quote("'", "'").escaped().one(),
    ],
    ..BRACES
};

const SCRIPT_QUOTES: &[Quote] =
    &[quote("\"", "\"").escaped(), quote("'", "'").escaped(), quote("`", "`").escaped().lines().filled(&[("${", '}')])];

pub const JAVASCRIPT: Grammar = Grammar {
    keywords: "as async await break case catch class const continue debugger default delete do else export extends finally for from function get if import in instanceof let new of return set static super switch this throw try typeof var void while with yield",
    constants: "true false null undefined NaN Infinity",
    quotes: SCRIPT_QUOTES,
    annotations: true,
    patterns: true,
    ..BRACES
};

pub const TYPESCRIPT: Grammar = Grammar {
    keywords: "abstract as asserts async await break case catch class const constructor continue debugger declare default delete do else enum export extends finally for from function get if implements import in infer instanceof interface is keyof let namespace new of override private protected public readonly return satisfies set static super switch this throw try type typeof var while with yield",
    types: "any bigint boolean never number object string symbol unknown void",
    ..JAVASCRIPT
};

pub const PHP: Grammar = Grammar {
    keywords: "abstract and array as break callable case catch class clone const continue declare default do echo else elseif empty enddeclare endfor endforeach endif endswitch endwhile enum extends final finally fn for foreach function global goto if implements include include_once instanceof insteadof interface isset list match namespace new or print private protected public readonly require require_once return static switch throw trait try unset use var while xor yield",
    types: "bool float int iterable mixed never object self string void",
    ignore_case: true,
    line_comments: &["//", "#"],
    quotes: &[quote("\"", "\"").escaped().lines().variables(), quote("'", "'").escaped().lines()],
    sigils: "$",
    ..BRACES
};

pub const PYTHON: Grammar = Grammar {
    keywords: "and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield",
    constants: "True False None",
    types: "bool bytes dict float int list object set str tuple",
    line_comments: &["#"],
    quotes: &[
        quote("f\"\"\"", "\"\"\"").escaped().lines().filled(&[("{", '}')]),
        quote("\"\"\"", "\"\"\"").escaped().lines(),
        quote("'''", "'''").escaped().lines(),
        quote("f\"", "\"").escaped().filled(&[("{", '}')]),
        quote("f'", "'").escaped().filled(&[("{", '}')]),
        quote("\"", "\"").escaped(),
        quote("'", "'").escaped(),
    ],
    calls: true,
    names: true,
    capitals: true,
    annotations: true,
    ..NOTHING
};

pub const RUBY: Grammar = Grammar {
    keywords: "BEGIN END alias and attr_accessor attr_reader attr_writer begin break case class def do else elsif end ensure extend for if in include loop module next not or private protected public puts raise redo require require_relative rescue retry return self super then undef unless until when while yield",
    constants: "true false nil",
    line_comments: &["#"],
    quotes: &[quote("\"", "\"").escaped().lines().filled(&[("#{", '}')]), quote("'", "'").escaped().lines()],
    sigils: "@$",
    calls: true,
    names: true,
    capitals: true,
    patterns: true,
    ..NOTHING
};

pub const VISUAL_BASIC: Grammar = Grammar {
    keywords: "AddHandler AddressOf And AndAlso As Async Await ByRef ByVal Call Case Catch Class Const Continue Declare Dim Do Each Else ElseIf End Enum Erase Error Event Exit Finally For Friend From Function Get GoTo Handles If Implements Imports In Inherits Interface Is IsNot Let Like Loop Me Mod Module MustInherit MustOverride MyBase Namespace New Next Not Of On Option Optional Or OrElse Overridable Overrides ParamArray Partial Private Property Protected Public RaiseEvent ReadOnly ReDim Resume Return Select Set Shared Static Step Stop Structure Sub Then Throw To Try Using Wend When Where While With WithEvents Xor Yield",
    constants: "True False Nothing Null Empty",
    types: "Boolean Byte Char Date Decimal Double Integer Long Object Short Single String Variant",
    ignore_case: true,
    line_comments: &["'", "rem"],
    quotes: &[quote("$\"", "\"").doubled().filled(&[("{", '}')]), quote("\"", "\"").doubled()],
    calls: true,
    names: true,
    capitals: true,
    ..NOTHING
};

pub const SHELL: Grammar = Grammar {
    keywords: "break case continue declare do done elif else esac exit export fi for function if in local read readonly return select set shift source sudo then time trap unset until while",
    inner_keywords: "in",
    line_comments: &["#"],
    comments_apart: true,
    quotes: &[
        quote("\"", "\"").escaped().lines().variables().filled(&[("$(", ')')]),
        quote("$'", "'").escaped().lines(),
        quote("'", "'").lines(),
    ],
    sigils: "$",
    commands: true,
    continues: Some('\\'),
    options: true,
    names: true,
    heredocs: true,
    loose: true,
    ..NOTHING
};

pub const POWERSHELL: Grammar = Grammar {
    keywords: "begin break catch class continue data do dynamicparam else elseif end enum exit filter finally for foreach from function if in param process return switch throw trap try until using while",
    inner_keywords: "in else elseif catch finally",
    operators: "and or not xor eq ne gt ge lt le like notlike match notmatch contains notcontains in notin replace creplace ireplace split csplit join is isnot as f band bor bnot bxor shl shr ceq cne cgt cge clt cle clike cmatch ccontains ieq ine ilike imatch",
    ignore_case: true,
    line_comments: &["#"],
    block_comments: &[("<#", "#>")],
    comments_apart: true,
    quotes: &[
        quote("@\"", "\n\"@").lines().variables().filled(&[("$(", ')')]),
        quote("@'", "\n'@").lines(),
        quote("\"", "\"").escaped_by('`').doubled().lines().variables().filled(&[("$(", ')')]),
        quote("'", "'").doubled().lines(),
    ],
    sigils: "$@",
    commands: true,
    continues: Some('`'),
    dashes: true,
    options: true,
    calls: true,
    names: true,
    bracket_types: true,
    loose: true,
    ..NOTHING
};

pub const BATCH: Grammar = Grammar {
    keywords: "call do else exit for goto if in not pause set setlocal endlocal shift",
    inner_keywords: "do else in not exist defined",
    ignore_case: true,
    line_comments: &["rem", "::"],
    comments_apart: true,
    quotes: &[quote("\"", "\"")],
    commands: true,
    continues: Some('^'),
    options: true,
    percent_variables: true,
    loose: true,
    ..NOTHING
};

pub const DOCKERFILE: Grammar = Grammar {
    keywords: "ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR",
    line_comments: &["#"],
    comments_apart: true,
    quotes: &[quote("\"", "\"").escaped().variables().filled(&[("$(", ')')]), quote("'", "'")],
    sigils: "$",
    options: true,
    dashes: true,
    loose: true,
    ..NOTHING
};

pub const SQL: Grammar = Grammar {
    keywords: "add all alter and any as asc authorization backup begin between break by cascade case check column commit constraint convert create cross current cursor database declare default delete deny desc distinct drop else end escape except exec execute exists explain fetch for foreign from full function go grant group having identity if in index inner insert intersect into is join key left like limit login merge nocheck not off offset on open option or order outer over partition pivot primary print proc procedure procedures raiserror read references replace restore return returning revoke right rollback row rows schema select set table temporary then throw to top transaction trigger truncate try union unique update use user using values view waitfor when where while with",
    constants: "true false null",
    types: "bigint binary bit blob boolean char date datetime datetime2 datetimeoffset decimal double float geography image int integer json money nchar ntext numeric nvarchar real serial smallint sysname text time timestamp tinyint uniqueidentifier uuid varbinary varchar xml",
    ignore_case: true,
    line_comments: &["--"],
    block_comments: &[("/*", "*/")],
    quotes: &[quote("'", "'").doubled().lines(), quote("\"", "\"").doubled()],
    sigils: "@",
    calls: true,
    ..NOTHING
};

pub const KUSTO: Grammar = Grammar {
    keywords: "and as asc between by consume contains count datatable desc distinct endswith evaluate extend facet find has has_all has_any in invoke join kind let limit lookup make-series materialize mv-apply mv-expand not of on or order parse parse-where partition print project project-away project-keep project-rename project-reorder range reduce render sample scan search serialize set sort startswith summarize take to top top-nested typeof union where with",
    constants: "true false null",
    types: "bool datetime decimal dynamic guid int long real string timespan",
    line_comments: &["//"],
    quotes: &[
        quote("@\"", "\"").doubled(),
        quote("@'", "'").doubled(),
        quote("\"", "\"").escaped(),
        quote("'", "'").escaped(),
    ],
    dashes: true,
    calls: true,
    ..NOTHING
};

pub const JSON: Grammar = Grammar {
    constants: "true false null",
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    quotes: &[quote("\"", "\"").escaped(), quote("'", "'").escaped()],
    string_keys: true,
    ..NOTHING
};

pub const YAML: Grammar = Grammar {
    constants: "true false null yes no on off True False",
    line_comments: &["#"],
    comments_apart: true,
    quotes: &[quote("\"", "\"").escaped(), quote("'", "'").doubled()],
    dashes: true,
    keys: Some(':'),
    loose: true,
    ..NOTHING
};

pub const INI: Grammar = Grammar {
    constants: "true false",
    line_comments: &[";", "#"],
    comments_apart: true,
    quotes: &[quote("\"", "\"")],
    dashes: true,
    sections: true,
    keys: Some('='),
    loose: true,
    ..NOTHING
};

pub const TOML: Grammar = Grammar {
    quotes: &[
        quote("\"\"\"", "\"\"\"").escaped().lines(),
        quote("'''", "'''").lines(),
        quote("\"", "\"").escaped(),
        quote("'", "'"),
    ],
    line_comments: &["#"],
    ..INI
};

pub const HCL: Grammar = Grammar {
    keywords: "data dynamic for if import in locals module moved output provider removed resource terraform variable",
    constants: "true false null",
    types: "any bool list map number object set string tuple",
    line_comments: &["#", "//"],
    block_comments: &[("/*", "*/")],
    quotes: &[quote("\"", "\"").escaped().filled(&[("${", '}')])],
    dashes: true,
    calls: true,
    keys: Some('='),
    heredocs: true,
    ..NOTHING
};

pub const BICEP: Grammar = Grammar {
    keywords: "as existing extension for func if import in metadata module output param provider resource targetScope type using var with",
    types: "array bool int object string",
    quotes: &[quote("'''", "'''").lines(), quote("'", "'").escaped().filled(&[("${", '}')])],
    annotations: true,
    keys: Some(':'),
    capitals: false,
    ..BRACES
};
