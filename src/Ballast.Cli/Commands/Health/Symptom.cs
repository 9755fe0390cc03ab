namespace Ballast.Cli.Commands.Health;

/// <summary>What one check of <c>doctor</c> found.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Status">How it is.</param>
/// <param name="Finding">What was found, with its numbers.</param>
/// <param name="Advice">What to do, starting with a verb; empty where nothing is to be done.</param>
internal sealed record Symptom(string Check, HealthStatus Status, string Finding, string Advice)
{
    /// <summary>All is well.</summary>
    public static Symptom Well(string check, string finding) => new(check, HealthStatus.Ok, finding, "");

    /// <summary>It works, and one should know.</summary>
    public static Symptom Doubtful(string check, string finding, string advice) =>
        new(check, HealthStatus.Warning, finding, advice);

    /// <summary>It does not work.</summary>
    public static Symptom Broken(string check, string finding, string advice) =>
        new(check, HealthStatus.Failed, finding, advice);
}

/// <summary>How something is.</summary>
internal enum HealthStatus
{
    /// <summary>Well.</summary>
    Ok = 0,

    /// <summary>Works, with a doubt.</summary>
    Warning = 1,

    /// <summary>Does not work.</summary>
    Failed = 2,
}
