using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Engine.Journal;
using NodaTime;

namespace Ballast.Engine.Tests.Journal;

/// <summary>
/// Guards promises that rest on memory surviving a restart: breaker, caps, owed triggers, reference prices.
/// </summary>
public sealed class PolicyMemoryJsonTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 4, 12, 0);
    private static readonly Asset Btc = new("BTC");

    internal static readonly PolicyMemory Full = new()
    {
        LastDecisionAt = Noon,
        LastRunAt = Noon - Duration.FromMilliseconds(1),
        PendingFlow = new Money(-12.345678901234567890123456m),
        TurnoverDay = new LocalDate(2026, 3, 4),
        TurnoverToday = new Money(1000.5m),
        Session = new SessionMark(Noon, new Money(5m), new Money(-1m)),
        Breaker = Reason.Deferred("session-loss", () => "the portfolio lost 10 %"),
        PeriodValues = [1.1m, 2.2m],
        LastPeriodAt = Noon,
        LastValues = ImmutableSortedDictionary<Asset, Money>.Empty.Add(Btc, new Money(7m)),
        LastPrices = ImmutableSortedDictionary<Asset, Price>.Empty.Add(Btc, new Price(60000.01m)),
        LastPricedAt = ImmutableSortedDictionary<Asset, Instant>.Empty.Add(Btc, Noon),
        DoubtedPrices = [Btc],
        Spike = new SpikeMark(Noon, Noon + Duration.FromDays(1)),
        Reduced = ImmutableSortedDictionary<Asset, Price>.Empty.Add(Btc, new Price(90000m)),
        Owed = ["schedule", "drawdown"],
        AtrFiredAt = Noon,
        LastClearing = new BreakerClearing("owner", Noon, new Reason("session-loss", "lost")),
    };

    [Fact]
    public void Nothing_that_decisions_remember_is_lost_in_the_journal()
    {
        string written = Write(Full);
        PolicyMemory read = JsonSerializer.Deserialize(written, JournalJson.Default.PolicyMemory)!;

        Write(read).ShouldBe(written);
        read.Breaker.ShouldBe(Full.Breaker);
        read.PendingFlow.ShouldBe(Full.PendingFlow);
        read.PeriodValues.ShouldBe(Full.PeriodValues);
        read.LastPrices.ShouldBe(Full.LastPrices);
        read.LastPricedAt.ShouldBe(Full.LastPricedAt);
        read.DoubtedPrices.ShouldBe(Full.DoubtedPrices);
        read.Owed.ShouldBe(Full.Owed);
        read.LastClearing.ShouldBe(Full.LastClearing);
    }

    [Fact]
    public void Every_member_of_the_memory_is_written()
    {
        using JsonDocument written = JsonDocument.Parse(Write(Full));

        IEnumerable<string> members = typeof(PolicyMemory).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name));
        written.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(members, ignoreOrder: true);
    }

    [Fact]
    public void A_fresh_memory_is_read_back_fresh() =>
        Write(JsonSerializer.Deserialize(Write(PolicyMemory.Fresh), JournalJson.Default.PolicyMemory)!)
            .ShouldBe(Write(PolicyMemory.Fresh));

    private static string Write(PolicyMemory memory) =>
        JsonSerializer.Serialize(memory, JournalJson.Default.PolicyMemory);
}
