using Ballast.Core;
using Ballast.Engine.Ports;

namespace Ballast.Engine;

/// <summary>What one account can do.</summary>
public sealed record AccountPorts
{
    /// <summary>Its balances.</summary>
    public required IBalanceSource Balances { get; init; }

    /// <summary>What its key may do; <see langword="null"/> where nobody can tell: real money is not traded
    /// then.</summary>
    public IKeyInspector? Keys { get; init; }

    /// <summary>Its orders; <see langword="null"/> for an account that is only counted.</summary>
    public IOrderGateway? Orders { get; init; }

    /// <summary>What stands against sending orders to it now, told at once and without asking the venue;
    /// <see langword="null"/> where nothing does.</summary>
    public Func<Reason?> Hold { get; init; } = static () => null;

    /// <summary>Its perpetuals, which are shown; <see langword="null"/> where it has none or its owner does not want to
    /// see any.</summary>
    public IPositionSource? Positions { get; init; }

    /// <summary>Trades its perpetuals for hedges; <see langword="null"/> where nothing trades them.</summary>
    public IHedgeGateway? Hedges { get; init; }

    /// <summary>Its markets; <see langword="null"/> where there is no catalogue.</summary>
    public IInstrumentCatalog? Catalog { get; init; }

    /// <summary>Its books; <see langword="null"/> where depth is not known.</summary>
    public IOrderBookSource? Books { get; init; }

    /// <summary>Its venue's own log of changes; <see langword="null"/> where what changed is told from balances alone.
    /// </summary>
    public IChangeLog? Changes { get; init; }

    /// <summary>What its money is a part of, where several accounts show parts of one whole (an agent's wallet is one
    /// of its services): a portfolio counts one of them. <see langword="null"/> where it stands alone.</summary>
    public string? Whole { get; init; }

    /// <summary>Whether its venue lets anything be withdrawn; <see langword="null"/> where nobody can tell.</summary>
    public IWithdrawalStatus? Withdrawals { get; init; }

    /// <summary>That something happened to it; <see langword="null"/> where nobody tells.</summary>
    public IAccountNews? News { get; init; }
}
