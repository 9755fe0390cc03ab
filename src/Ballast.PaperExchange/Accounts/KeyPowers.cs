namespace Ballast.PaperExchange.Accounts;

/// <summary>What an account's key may do besides reading and trading. This exchange has nothing to withdraw to: it only
/// says so.</summary>
public sealed record KeyPowers
{
    /// <summary>No more than it needs, from this machine alone.</summary>
    public static KeyPowers None { get; } = new();

    /// <summary>Whether it may withdraw.</summary>
    public bool Withdraws { get; init; }

    /// <summary>Whether it may transfer between accounts of one owner.</summary>
    public bool TransfersUniversally { get; init; }

    /// <summary>Whether it may transfer to other customers.</summary>
    public bool TransfersInternally { get; init; }

    /// <summary>Whether it works from any address.</summary>
    public bool WorksFromAnywhere { get; init; }

    /// <summary>Whether it may not trade.</summary>
    public bool IsReadOnly { get; init; }
}
