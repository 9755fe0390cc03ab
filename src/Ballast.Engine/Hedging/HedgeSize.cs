using System.Text.Json.Serialization;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Engine.Hedging;

/// <summary>An order of a hedge in what its market counts in, with the worst price it may meet.</summary>
public sealed record HedgeSize
{
    private const decimal TenThousand = 10_000m;

    /// <summary>Contracts, above zero and on the market's step.</summary>
    public required Quantity Contracts { get; init; }

    /// <summary>Units of the asset that a contract stands for.</summary>
    public required Quantity ContractSize { get; init; }

    /// <summary>The worst price that it takes, on the market's tick.</summary>
    public required Price Limit { get; init; }

    /// <summary>When the request is to become inert.</summary>
    public required Instant RequestExpiresAt { get; init; }

    /// <summary>Units of the asset that it stands for.</summary>
    [JsonIgnore]
    public Quantity Units => new(Contracts.Value * ContractSize.Value);

    /// <summary>An order on the grid of its market: sizes toward zero, limits toward the mark, and a closing exactly as
    /// large as the position. <see langword="null"/> where nothing is left on the step.</summary>
    /// <param name="grid">The market's.</param>
    /// <param name="ticket">What is to be done, at which price, and how far from it.</param>
    /// <param name="expiresAt">When the request is to become inert.</param>
    internal static HedgeSize? Of(HedgeGrid grid, HedgeTicket ticket, Instant expiresAt)
    {
        (HedgeOrder order, decimal mark) = (ticket.Order, ticket.ExpectedPrice.Value);
        decimal units = order.Step == HedgeStep.Close ? ticket.Before.Magnitude.Value : order.Notional.Value / mark;
        decimal contracts = Rounding.Down(units / grid.ContractSize.Value, grid.Step.Value);
        decimal far = mark * (ticket.MaxSlippageBps / TenThousand);
        Price limit = order.Side == PositionSide.Short
            ? Rounding.ToTickUp(new Price(mark - far), grid.Tick)
            : Rounding.ToTickDown(new Price(mark + far), grid.Tick);
        return contracts <= 0m || limit.Value <= 0m ? null : new HedgeSize
        {
            Contracts = new Quantity(contracts),
            ContractSize = grid.ContractSize,
            Limit = limit,
            RequestExpiresAt = expiresAt,
        };
    }
}
