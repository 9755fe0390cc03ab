namespace Ballast.Core.Policies;

/// <summary>How a portfolio on several accounts is kept together.</summary>
public sealed record AcrossPolicy
{
    /// <summary>What happens while one of the accounts does not answer. Default pause.</summary>
    public DownAccount WhenDown { get; init; } = DownAccount.Pause;
}

/// <summary>What happens while one of several accounts does not answer.</summary>
public enum DownAccount
{
    /// <summary>Nothing is planned for any account of the portfolio.</summary>
    Pause = 0,

    /// <summary>What it held when it was last agreed with is counted and not moved; the others go on.</summary>
    Count = 1,
}
