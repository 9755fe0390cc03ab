using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.GoingLive;

/// <summary>Looks at an account before real money is traded on it; places nothing.</summary>
internal static class AccountInspection
{
    /// <summary>Everything that can be told from outside: keys, permissions, clock, client ids.</summary>
    public static async Task<AccountProof> OfAsync(
        AccountId account, AccountPorts ports, (Instant At, string Actor) asked, CancellationToken cancellation)
    {
        List<Reason> proven = [];
        List<Reason> faults = [];
        switch (await ports.Balances.ReadBalancesAsync(account, cancellation))
        {
            case AccountReading.Read:
                proven.Add(new Reason("keys", "a signed question was answered"));
                break;
            case AccountReading.Unreadable silent:
                faults.Add(new Reason("keys", silent.Why.Sentence));
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        await InspectKeyAsync(account, ports.Keys, proven, faults, cancellation);
        InspectVenue(ports.Orders?.Capabilities, proven, faults);
        return new AccountProof(asked.At, asked.Actor, [.. proven], [.. faults]);
    }

    private static async Task InspectKeyAsync(
        AccountId account,
        IKeyInspector? keys,
        List<Reason> proven,
        List<Reason> faults,
        CancellationToken cancellation)
    {
        if (keys is null)
        {
            faults.Add(new Reason("permissions", "nobody can tell what its key may do"));
            return;
        }

        switch (await keys.InspectKeyAsync(account, cancellation))
        {
            case Reading<ImmutableArray<Reason>>.Known { Value.IsEmpty: true }:
                proven.Add(new Reason("permissions", "its key may trade and do nothing worse"));
                break;
            case Reading<ImmutableArray<Reason>>.Known known:
                faults.AddRange(known.Value);
                break;
            case Reading<ImmutableArray<Reason>>.Failed failed:
                faults.Add(new Reason("permissions", $"its key could not be looked up: {failed.Error.Message}"));
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void InspectVenue(VenueCapabilities? venue, List<Reason> proven, List<Reason> faults)
    {
        if (venue is null)
        {
            faults.Add(new Reason("client-ids", "it takes no orders: its venue's client ids are not proven"));
            return;
        }

        if (venue.RequestExpiry is not { } expiry)
        {
            // Movements: one at a time, and what became of one is told from balances alone.
            proven.Add(new Reason("client-ids", $"{venue.Venue} takes one movement at a time, told from balances"));
            return;
        }

        proven.Add(new Reason("clock", $"requests are good for {expiry.TotalSeconds} s, and the venue took ours"));
        bool isNamed = venue is { ClientIds: not ClientIdUniqueness.None, Lookup: LookupSupport.ByClientId };
        (isNamed ? proven : faults).Add(isNamed
            ? new Reason("client-ids", $"{venue.Venue} finds orders by our own ids")
            : new Reason("client-ids", $"{venue.Venue} does not find orders by our own ids"));
    }
}
