namespace Ballast.Adapters.Secrets;

/// <summary>
/// What settings call a secret: 1 to 64 lower-case letters, digits and hyphens, a letter first. It is also a file's
/// name, and in capitals with underscores part of a variable's.
/// </summary>
public readonly record struct SecretName
{
    private const int Longest = 64;

    private readonly string? text;

    /// <summary>A name.</summary>
    /// <exception cref="FormatException">It has not that form.</exception>
    public SecretName(string text) => this.text = IsOne(text)
        ? text
        : throw new FormatException(
            "a secret's name is 1 to 64 lower-case letters, digits and hyphens, and begins with a letter");

    /// <summary>The name.</summary>
    public string Text => text ?? throw new InvalidOperationException("not a name");

    /// <summary>The environment variable that may hold it, such as <c>BALLAST_SECRET_OPS_HOOK</c>.</summary>
    public string Variable => "BALLAST_SECRET_" + Text.Replace('-', '_').ToUpperInvariant();

    /// <summary>Whether a text has the form.</summary>
    public static bool IsOne(string text) =>
        text.Length is >= 1 and <= Longest && char.IsAsciiLetterLower(text[0])
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    /// <inheritdoc/>
    public override string ToString() => Text;
}
