using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Canonical;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.Engine.Transfers;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Transfers;

namespace Ballast.Adapters.Venues.Paper;

/// <summary>Moves the quote currency between the accounts of a paper exchange in this process.</summary>
public sealed class PaperTransfers : ITransferGateway
{
    private readonly PaperVenue exchange;
    private readonly Asset quote;
    private readonly ImmutableSortedDictionary<AccountId, string> customers;

    /// <summary>Between the customers of an exchange.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="quote">What can be moved.</param>
    /// <param name="customers">The exchange's name of each account.</param>
    public PaperTransfers(
        PaperVenue exchange, Asset quote, ImmutableSortedDictionary<AccountId, string> customers)
    {
        this.exchange = exchange;
        this.quote = quote;
        this.customers = customers;
    }

    /// <inheritdoc/>
    public TimeSpan RequestExpiry => exchange.Options.MaxRequestWindow;

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<TransferRoute>>> QuoteRoutesAsync(CancellationToken cancellation) =>
        Task.FromResult<Reading<ImmutableArray<TransferRoute>>>(new Reading<ImmutableArray<TransferRoute>>.Known(
        [
            .. from source in customers.Keys
               from destination in customers.Keys
               where source != destination
               select Route(source, destination),
        ]));

    /// <inheritdoc/>
    public Task<Reading<PreparedRequest>> PrepareAsync(TransferTicket ticket, CancellationToken cancellation)
    {
        JsonObject body = new()
        {
            ["clientId"] = ticket.Id.ToString(),
            ["from"] = customers[ticket.From],
            ["to"] = customers[ticket.To],
            ["asset"] = ticket.Asset.Symbol,
            ["amount"] = CanonicalDecimal.Format(ticket.Units.Value),
        };
        return Task.FromResult<Reading<PreparedRequest>>(new Reading<PreparedRequest>.Known(new PreparedRequest(
            ticket.From, "POST", "/transfers", CanonicalJson.Text(body), ticket.RequestExpiresAt)));
    }

    /// <inheritdoc/>
    public Task<TransferOutcome> SendAsync(PreparedRequest request, CancellationToken cancellation)
    {
        JsonNode body = JsonNode.Parse(request.Body)!;
        string Text(string name) => body[name]!.GetValue<string>();
        TransferWish wish = new(
            Text("clientId"), Text("from"), Text("to"), Text("asset"), CanonicalDecimal.Parse(Text("amount")))
        {
            ExpiresAt = request.ExpiresAt,
        };
        return Task.FromResult<TransferOutcome>(exchange.Transfers.Send(wish) switch
        {
            TransferAnswer.Accepted => new TransferOutcome.Accepted(),
            TransferAnswer.Refused refused => new TransferOutcome.Refused(
                new VenueError(VenueErrorKind.Rejected, refused.Code, refused.Why)),
            TransferAnswer.Silence => new TransferOutcome.Unknown(
                new VenueError(VenueErrorKind.OutcomeUnknown, "timeout", "no answer")),
            _ => throw new System.Diagnostics.UnreachableException(),
        });
    }

    /// <inheritdoc/>
    public Task<Reading<TransferLookup>> LookUpAsync(TransferTicket ticket, CancellationToken cancellation)
    {
        ExchangeTransfer? found = exchange.Transfers.Find(customers[ticket.From], ticket.Id.ToString());
        return Task.FromResult<Reading<TransferLookup>>(new Reading<TransferLookup>.Known(
            found is null ? new TransferLookup.NeverSeen() : Told(found)));
    }

    private static TransferLookup Told(ExchangeTransfer found)
    {
        Quantity credited = new(found.Amount - found.Fee);
        return found.State switch
        {
            ExchangeTransferState.Underway => new TransferLookup.Pending(),
            ExchangeTransferState.Arrived => new TransferLookup.Arrived(credited),
            ExchangeTransferState.Returned => new TransferLookup.Returned(credited),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private TransferRoute Route(AccountId source, AccountId destination) => new()
    {
        From = source,
        To = destination,
        Asset = quote,
        FixedFee = new Quantity(AccountTransfers.Fee),
        FeeRate = 0m,
        Minimum = new Quantity(10m),
        Maximum = new Quantity(10_000_000m),
        Step = new Quantity(0.01m),
        Earliest = AccountTransfers.Earliest,
        Latest = AccountTransfers.Latest,
        Path = TransferPath.Internal,
    };
}
