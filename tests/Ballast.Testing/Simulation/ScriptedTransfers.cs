using Ballast.Core.Amounts;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Testing.Simulation;

/// <summary>
/// The truth of a way between two scripted venues: what has left, what is on its way, and what arrived. It outlives
/// every life of the process under test.
/// </summary>
public sealed class ScriptedTransfers
{
    private readonly ManualClock clock;
    private readonly Random random;
    private readonly SortedDictionary<AccountId, ScriptedVenue> venues;
    private readonly List<(DateTimeOffset Due, PreparedRequest Request)> delayed = [];

    /// <summary>A way from the first account to the second.</summary>
    public ScriptedTransfers(
        ManualClock clock, int seed, TransferRoute route, SortedDictionary<AccountId, ScriptedVenue> venues)
    {
        this.clock = clock;
        this.venues = venues;
        random = new Random(seed ^ 0x7261);
        Route = route;
    }

    /// <summary>The route as it is quoted.</summary>
    public TransferRoute Route { get; set; }

    /// <summary>What may go wrong from now on.</summary>
    public TransferFaults Faults { get; set; } = TransferFaults.None;

    /// <summary>Everything that was accepted, by client id.</summary>
    public SortedDictionary<string, ScriptedTransfer> Sent { get; } = new(StringComparer.Ordinal);

    /// <summary>What is on its way now.</summary>
    public decimal InTransit => Sent.Values.Where(sent => sent.State == ScriptedTransferState.Underway)
        .Sum(sent => sent.Units);

    /// <summary>What was kept of everything that has ended.</summary>
    public decimal Kept => Sent.Values.Where(sent => sent.State != ScriptedTransferState.Underway)
        .Sum(sent => sent.Units - sent.Credited);

    /// <summary>Draws: true in <paramref name="parts"/> of a thousand.</summary>
    public bool Draw(int parts) => parts > 0 && random.Next(1000) < parts;

    /// <summary>Lets everything happen that is due.</summary>
    public void CatchUp()
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach ((DateTimeOffset due, PreparedRequest request) in delayed.Where(item => item.Due <= now).ToList())
        {
            delayed.Remove((due, request));
            Arrive(request, due);
        }

        foreach (ScriptedTransfer sent in Sent.Values.Where(
            sent => sent.State == ScriptedTransferState.Underway && sent.Due <= now))
        {
            decimal credited = sent.Units - Route.FeeOf(new Quantity(sent.Units)).Value;
            sent.Credited = credited;
            sent.State = sent.Fails ? ScriptedTransferState.Returned : ScriptedTransferState.Arrived;
            venues[sent.Fails ? Route.From : Route.To].Move(Route.Asset, credited);
        }
    }

    /// <summary>A request that will arrive later.</summary>
    public void Delay(PreparedRequest request) => delayed.Add(
        (clock.GetUtcNow() + TimeSpan.FromSeconds(random.Next(2) == 0 ? 3 : 120), request));

    /// <summary>A request arrives: sent once, whatever comes under its id again.</summary>
    /// <returns>The refusal, or <see langword="null"/>.</returns>
    public string? Arrive(PreparedRequest request, DateTimeOffset at)
    {
        string[] parts = request.Body.Split('|');
        if (at >= request.ExpiresAt.ToDateTimeOffset())
        {
            return "expired";
        }

        if (Sent.ContainsKey(parts[0]))
        {
            return null;
        }

        decimal units = CanonicalDecimal.Parse(parts[1]);
        if (venues[Route.From].Totals.GetValueOrDefault(Route.Asset) < units)
        {
            return "insufficient-balance";
        }

        venues[Route.From].Move(Route.Asset, -units);
        Sent[parts[0]] = new ScriptedTransfer
        {
            Units = units,
            Due = clock.GetUtcNow() + TimeSpan.FromSeconds(random.Next(120, 901))
                + TimeSpan.FromHours(Draw(Faults.Stuck) ? 10 : 0),
            Fails = Draw(Faults.Returned),
            VisibleFrom = clock.GetUtcNow() + TimeSpan.FromSeconds(Draw(Faults.Blind) ? random.Next(1, 900) : 0),
        };
        return null;
    }
}
