namespace Ballast.Repo.Tests.Sources;

/// <summary>A place that breaks a rule, printed as editors understand it.</summary>
public sealed record Violation(string Path, int Line, string Message)
{
    public override string ToString() => $"{Path}:{Line}: {Message}";
}
