using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets.Moving;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;
using NodaTime;

namespace Ballast.Engine.Tests.Loops;

/// <summary>Moving targets in the engine: on record before anything is decided by them, and never solved
/// again.</summary>
public sealed class AimerTests
{
    private static readonly string Quote = ScriptedVenue.Quote.Symbol;

    [Fact]
    public void Works_the_target_out_puts_it_on_record_and_trades_by_it()
    {
        EngineWorld world = Managed(Parity);
        world.Until(() => world.Events<JournalEvent.RunEnded>().Count > 0, "a run by the target");

        TargetState target = world.Events<JournalEvent.TargetMoved>().Single().Target;
        target.Method.ShouldBe("inverse-volatility");
        target.Weights.Values.Sum(weight => weight.Value).ShouldBe(1m);
        // Equal prices, so equal volatilities: 0.9 in three parts, cut to a hundred-millionth, the rest in the quote.
        target.Weights[new Asset("AAA")].Value.ShouldBe(0.3m, 0.0000001m);
        world.Find("core").Target!.Weights.ShouldBe(target.Weights);
        Reason why = world.Events<JournalEvent.Decided>()
            .Last(made => made.Decision.PlanHash is not null).Decision.Why[0];
        why.Sentence.ShouldContain("the target is inverse-volatility, estimated");
        IsBefore<JournalEvent.TargetMoved, JournalEvent.RunStarted>(world).ShouldBeTrue();
    }

    [Fact]
    public void A_replay_and_a_restart_have_the_journaled_weights_without_any_bars()
    {
        EngineWorld world = Managed(Parity);
        world.Until(() => world.Events<JournalEvent.RunEnded>().Count > 0, "a run by the target");
        TargetState before = world.Find("core").Target!;

        string once = Replayed(world).Hash;
        Replayed(world).Hash.ShouldBe(once);
        Replayed(world).Portfolios[new PortfolioId("core")].Target.Weights.ShouldBe(before.Weights);

        world.Candles = null;
        world.Restart();
        world.Pass(TimeSpan.FromMinutes(3));
        world.Find("core").Target!.Weights.ShouldBe(before.Weights);
        world.Events<JournalEvent.TargetMoved>().Count.ShouldBe(1);
    }

    [Fact]
    public void Without_a_target_nothing_is_traded_and_the_reason_is_said()
    {
        EngineWorld world = Managed(Parity, candles: null);
        world.Pass(TimeSpan.FromMinutes(3));

        world.Events<JournalEvent.RunStarted>().ShouldBeEmpty();
        world.Find("core").LastDecision!.Why[0].Code.ShouldBe("no-target");
        world.Find("core").LastDecision!.Why[0].Sentence.ShouldContain("could not be read");
        world.Find("core").Target!.Attempts.Single().Refusal!.Code.ShouldBe("bars-unread");
        world.Events<JournalEvent.TargetMoved>().Count.ShouldBe(1, "tried once an hour");
        DriftLine line = world.Find("core").Drift.First();
        (line.Target, line.Drift, line.Band).ShouldBe((null, null, null));
    }

    [Fact]
    public void A_program_that_says_the_same_again_and_again_does_not_fill_the_journal()
    {
        Saying said = new();
        EngineWorld world = new() { Said = said };
        said.Says = () => Document(world.Now, 0.5m);
        Manage(world, Weighed("5s").Replace("10m", "1m", StringComparison.Ordinal)
            .Replace("\"1h\"", "\"2h\"", StringComparison.Ordinal));
        world.Until(() => world.Find("core").Target!.IsKnown, "the first document");

        world.Pass(TimeSpan.FromMinutes(61));
        // At most every tenth of maxAge, which is twelve minutes.
        world.Events<JournalEvent.TargetMoved>().Count.ShouldBeInRange(5, 6);

        said.Says = () => Document(world.Now, 0.6m);
        world.Pass(TimeSpan.FromMinutes(2));
        WeightOf(world).ShouldBe(0.6m);
    }

    [Fact]
    public void What_was_kept_in_memory_alone_does_not_outlive_its_age_after_a_restart()
    {
        Saying said = new();
        EngineWorld world = new() { Said = said };
        said.Says = () => Document(world.Now, 0.5m);
        Manage(world, Weighed("5s").Replace("10m", "1m", StringComparison.Ordinal));
        world.Until(() => world.Find("core").Target!.IsKnown, "the first document");
        world.Pass(TimeSpan.FromMinutes(30));

        said.Says = () => new ExternalReading.Unread(new Reason("external-unread", "w.json is gone"));
        world.Restart();
        world.Pass(TimeSpan.FromMinutes(50));
        world.Find("core").Target!.IsKnown.ShouldBeTrue();
        world.Pass(TimeSpan.FromMinutes(15));
        world.Find("core").Target!.IsKnown.ShouldBeFalse();
    }

    [Fact]
    public void Acts_on_what_a_program_says_within_a_days_move_and_holds_when_it_falls_silent()
    {
        Saying said = new();
        EngineWorld world = new() { Said = said };
        said.Says = () => Document(world.Now, 0.5m);
        Manage(world, $$"""
            "external": { "file": "w.json", "assets": ["AAA", "{{Quote}}"], "maxDailyMove": 0.2 },
            "reestimate": { "every": "1h" }, "maxAge": "2d"
            """);
        world.Until(() => world.Events<JournalEvent.TargetMoved>().Count == 1, "the first document");
        WeightOf(world).ShouldBe(0.5m);

        said.Says = () => Document(world.Now, 1m);
        world.Pass(TimeSpan.FromMinutes(61));
        WeightOf(world).ShouldBe(0.7m, 0.0000001m);
        world.Find("core").Target!.Remarks.Single().Code.ShouldBe("move-cut");

        said.Says = () => new ExternalReading.Unread(new Reason("external-unread", "w.json is gone"));
        world.Pass(TimeSpan.FromMinutes(61));
        WeightOf(world).ShouldBe(0.7m, 0.0000001m);
        world.Find("core").Target!.Held!.Sentence.ShouldBe("w.json is gone");
    }

    [Fact]
    public void A_silence_that_outlasts_the_target_does_not_lift_the_limit_of_a_days_move()
    {
        Saying said = new();
        EngineWorld world = new() { Said = said };
        said.Says = () => Document(world.Now, 0.5m);
        Manage(world, Weighed("5s"));
        world.Until(() => world.Find("core").Target!.IsKnown, "the first document");

        said.Says = () => new ExternalReading.Unread(new Reason("external-unread", "w.json is gone"));
        world.Pass(TimeSpan.FromMinutes(75));
        world.Find("core").Target!.IsKnown.ShouldBeFalse();
        said.Says = () => Document(world.Now, 1m);
        world.Pass(TimeSpan.FromMinutes(11));

        WeightOf(world).ShouldBe(0.7m, 0.0000001m);
        world.Find("core").Target!.Remarks.Single().Code.ShouldBe("move-cut");
    }

    [Fact]
    public void Another_target_block_for_the_same_program_does_not_lift_the_limit_of_a_days_move()
    {
        Saying said = new();
        EngineWorld world = new() { Said = said };
        said.Says = () => Document(world.Now, 0.5m);
        Manage(world, Weighed("5s"));
        world.Until(() => world.Find("core").Target!.IsKnown, "the first document");

        said.Says = () => Document(world.Now, 1m);
        Policy other = Policy(Weighed("6s"));
        world.Ask(engine => engine.ReplacePolicyAsync(
            other, EngineWorld.HashOf(other), "ann", TestContext.Current.CancellationToken))
            .ShouldBeOfType<ChangeOutcome.Done>();
        world.Pass(TimeSpan.FromMinutes(2));

        WeightOf(world).ShouldBe(0.7m, 0.0000001m);
    }

    [Fact]
    public void A_document_that_is_too_old_or_names_a_strange_asset_is_not_acted_upon()
    {
        (Func<EngineWorld, ExternalReading> Say, string Code)[] cases =
        [
            (world => Document(world.Now - Duration.FromHours(25), 0.5m), "external-stale"),
            (world => Document(world.Now + Duration.FromHours(1), 0.5m), "external-ahead"),
            (world => new ExternalReading.Read(new ExternalDocument
            {
                AsOf = world.Now,
                Weights = Weights(("BBB", 1m)),
            }), "external-strange-asset"),
        ];
        foreach ((Func<EngineWorld, ExternalReading> say, string code) in cases)
        {
            Saying said = new();
            EngineWorld world = new() { Said = said };
            said.Says = () => say(world);
            Manage(world, $$""" "external": { "file": "w.json", "assets": ["AAA", "{{Quote}}"] } """);
            world.Pass(TimeSpan.FromMinutes(3));

            world.Find("core").Target!.Held!.Code.ShouldBe(code);
            world.Events<JournalEvent.RunStarted>().ShouldBeEmpty();
        }
    }

    private static string Parity => $$"""
        "method": "inverse-volatility", "assets": ["AAA", "BBB", "CCC"], "lookback": "20d",
        "fixed": { "{{Quote}}": 0.1 }
        """;

    private static string Weighed(string timeout) => $$"""
        "external": {
          "url": "http://127.0.0.1:9/w", "timeout": "{{timeout}}",
          "assets": ["AAA", "{{Quote}}"], "maxDailyMove": 0.2 },
        "reestimate": { "every": "10m" }, "maxAge": "1h"
        """;

    private static decimal WeightOf(EngineWorld world) => world.Find("core").Target!.Weights[new Asset("AAA")].Value;

    private static ExternalReading.Read Document(Instant asOf, decimal weight) => new(new ExternalDocument
    {
        AsOf = asOf,
        Weights = Weights(("AAA", weight), (Quote, 1m - weight)),
    });

    private static ImmutableSortedDictionary<Asset, Weight> Weights(params (string Name, decimal Weight)[] weights) =>
        weights.ToImmutableSortedDictionary(pair => new Asset(pair.Name), pair => new Weight(pair.Weight));

    private static bool IsBefore<TFirst, TSecond>(EngineWorld world)
    {
        JournalEvent[] events = [.. world.Journal.Select(stamped => stamped.Event)];
        return Array.FindIndex(events, one => one is TFirst) < Array.FindIndex(events, one => one is TSecond);
    }

    private static EngineState Replayed(EngineWorld world) =>
        world.Journal.Aggregate(EngineState.Empty, EngineFold.Apply);

    private static EngineWorld Managed(string target) => Managed(target, new Bars());

    private static EngineWorld Managed(string target, ICandleSource? candles)
    {
        EngineWorld world = new() { Candles = candles };
        Manage(world, target);
        return world;
    }

    private static void Manage(EngineWorld world, string target)
    {
        world.Open("core");
        world.Start().ShouldBeOfType<StartOutcome.Started>();
        world.Manage(Policy(target));
    }

    private static Policy Policy(string target)
    {
        string text = $$"""
            { "portfolio": "core", "quote": "{{Quote}}", "accounts": ["core"], "target": { {{target}} },
              "trigger": { "checkEvery": "1m", "band": { "absolute": 0.01 } } }
            """;
        return PolicyReader.Read(text).ShouldBeOfType<PolicyReading.Read>(text).Policy;
    }

    /// <summary>Daily bars that swing by one part in twenty.</summary>
    private sealed class Bars : ICandleSource
    {
        public Task<Reading<ImmutableArray<Candle>>> ReadCandlesAsync(
            CandleRequest request, CancellationToken cancellation)
        {
            ImmutableArray<Candle>.Builder bars = ImmutableArray.CreateBuilder<Candle>();
            Instant first = Instant.FromUtc(2025, 1, 1, 0, 0);
            for (int day = 0; first + Duration.FromDays(day) is var end && end <= request.Until; day++)
            {
                if (end > request.From)
                {
                    bars.Add(new Candle { End = end, Close = new Price(day % 2 == 0 ? 100m : 105m) });
                }
            }

            return Task.FromResult<Reading<ImmutableArray<Candle>>>(
                new Reading<ImmutableArray<Candle>>.Known(bars.ToImmutable()));
        }
    }

    private sealed class Saying : IExternalTargetSource
    {
        public Func<ExternalReading> Says { get; set; } = null!;

        public Task<ExternalReading> ReadTargetAsync(
            PortfolioId portfolio, ExternalPolicy external, CancellationToken cancellation) =>
            Task.FromResult(Says());
    }
}
