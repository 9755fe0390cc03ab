namespace Ballast.Cli.Live;

/// <summary>What the loop is doing.</summary>
/// <param name="Kind">The kind, which decides the colour.</param>
/// <param name="Text">In words.</param>
public sealed record LiveState(LiveStateKind Kind, string Text);
