using Ballast.Core.Markets;
using Ballast.Core.Orders;

namespace Ballast.Testing.Simulation;

/// <summary>An order as the scripted venue truly has it.</summary>
public sealed class ScriptedOrder
{
    /// <summary>The venue's number.</summary>
    public required string VenueId { get; init; }

    /// <summary>The id it came with.</summary>
    public required string ClientId { get; init; }

    /// <summary>The market.</summary>
    public required Instrument Market { get; init; }

    /// <summary>Buy or sell.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>Units asked for.</summary>
    public required decimal Size { get; init; }

    /// <summary>Limit.</summary>
    public required decimal Limit { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>It cannot be looked up before this.</summary>
    public required DateTimeOffset VisibleFrom { get; set; }

    /// <summary>Its trades in order.</summary>
    public List<ScriptedTrade> Trades { get; } = [];

    /// <summary>Where it stands.</summary>
    public VenueOrderStatus Status { get; set; }

    /// <summary>Units filled.</summary>
    public decimal Filled => Trades.Sum(trade => trade.Fill.Size.Value);

    /// <summary>As the venue tells it.</summary>
    public VenueOrder Told() => new()
    {
        ClientId = ClientId,
        VenueId = VenueId,
        Symbol = Market.Symbol,
        Status = Status,
        Size = new(Size),
        Filled = new(Filled),
    };
}
