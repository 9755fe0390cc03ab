namespace Ballast.Adapters.Secrets;

/// <summary>A text that must not be printed: every formatting of it gives <c>***</c>.</summary>
public sealed class Secret(string text)
{
    private readonly string text = text;

    /// <summary>The text itself, for the one place that signs or sends it.</summary>
    public string Reveal() => text;

    /// <summary>Three stars.</summary>
    public override string ToString() => "***";
}
