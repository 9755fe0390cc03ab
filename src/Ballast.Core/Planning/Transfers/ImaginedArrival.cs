using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Planning.Transfers;

/// <summary>
/// The request as it would be with a transfer of cash arrived already: what left is missing at the source, where sales
/// may have to bring it first, what arrives is free at the destination, and the fee is gone.
/// </summary>
internal static class ImaginedArrival
{
    /// <summary>Imagines.</summary>
    /// <param name="request">The request as it is.</param>
    /// <param name="route">A route for the quote or an equivalent of it.</param>
    /// <param name="units">What leaves.</param>
    public static PlanRequest Of(PlanRequest request, TransferRoute route, Quantity units)
    {
        Snapshot snapshot = request.Snapshot;
        int quote = IndexOf(snapshot);
        Position position = snapshot.Positions[quote];
        Quantity fee = route.FeeOf(units);
        Price price = PriceOf(position, route);
        Money lost = fee * price;
        Position imagined = position with
        {
            Lines = Moved(position.Lines, route, units, price),
            Value = position.Value - lost,
            SellableValue = new Money(Math.Max(0m, (position.SellableValue - lost).Value)),
        };
        return request with
        {
            Snapshot = snapshot with
            {
                Positions = snapshot.Positions.SetItem(quote, imagined),
                Value = snapshot.Value - lost,
            },
        };
    }

    /// <summary>The price of what a route moves; zero where it is no cash of the portfolio.</summary>
    public static Price PriceOf(PlanRequest request, TransferRoute route) =>
        PriceOf(request.Snapshot.Positions[IndexOf(request.Snapshot)], route);

    private static Price PriceOf(Position quote, TransferRoute route) => route.Asset == quote.Asset
        ? quote.Price
        : quote.Lines.FirstOrDefault(line => line.Asset == route.Asset)?.Price ?? default;

    private static int IndexOf(Snapshot snapshot)
    {
        for (int i = 0; i < snapshot.Positions.Length; i++)
        {
            if (snapshot.Positions[i].Asset == snapshot.Quote)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"the snapshot has no position in {snapshot.Quote}");
    }

    private static ImmutableArray<HoldingLine> Moved(
        ImmutableArray<HoldingLine> lines, TransferRoute route, Quantity units, Price price)
    {
        HoldingLine arrived = new()
        {
            Account = route.To,
            Access = AccountAccess.Tradable,
            Asset = route.Asset,
            Free = Quantity.Zero,
            Locked = Quantity.Zero,
            Price = price,
        };
        bool isHeld = lines.Any(line => line.Account == route.To && line.Asset == route.Asset);
        return
        [
            .. (isHeld ? lines : lines.Add(arrived)).Select(line => line.Asset != route.Asset ? line
                : line.Account == route.From ? line with { Free = line.Free - units }
                : line.Account == route.To ? line with { Free = line.Free + units - route.FeeOf(units) }
                : line)
                .OrderBy(line => line.Account).ThenBy(line => line.Asset),
        ];
    }
}
