using System.Net;
using System.Text.Json.Nodes;
using Ballast.Core.Targets.Moving;
using Ballast.Engine.Journal;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.PurpleFlea;

/// <summary>Targets that are worked out from the services' own returns, live over the whole engine.</summary>
public sealed class FleaTargetTests
{
    [Theory]
    [InlineData("six-sleeves-risk-parity.jsonc", "risk-parity", 0.05, 0.30)]
    [InlineData("six-sleeves-mean-variance.jsonc", "max-sharpe", 0.05, 0.35)]
    public void A_computed_target_over_services_is_traded_to(string sample, string method, double least, double most)
    {
        using FleaWorld world = new(Sample(sample));
        world.Run(Duration.FromHours(2));

        TargetState target = world.View.Target!;
        target.Method.ShouldBe(method, string.Join("; ", target.Attempts.Select(attempt => attempt.Refusal)));
        target.Weights.Values.Sum(weight => weight.Value).ShouldBe(1m);
        target.Weights[new("USDC")].Value.ShouldBe(0.10m, 0.000001m, "and what rounding leaves");
        target.Weights.Where(pair => pair.Key.Symbol != "USDC").ShouldAllBe(
            pair => (double)pair.Value.Value >= least - 1e-9 && (double)pair.Value.Value <= most + 1e-9);
        target.Evidence!.Until.ShouldBe(Instant.FromUtc(2026, 1, 5, 0, 0), "the day that ended last and none later");
        world.View.Runs.ShouldNotBeEmpty();
        world.View.Runs.ShouldAllBe(run => run.Status == RunStatus.Completed);
        world.ShouldBeInOrder();
    }

    // The casino's returns spread over a hundred times as far as the escrow's; whoever shares out risk gives it less.
    [Fact]
    public void The_wilder_a_service_the_less_of_it_risk_parity_holds()
    {
        using FleaWorld world = new(Sample("six-sleeves-risk-parity.jsonc"));
        world.Run(Duration.FromMinutes(10));

        TargetState target = world.View.Target!;
        target.Weights[new("casino")].ShouldBeLessThan(target.Weights[new("trading")]);
        target.Weights[new("trading")].ShouldBeLessThanOrEqualTo(target.Weights[new("domains")]);
        target.Weights[new("casino")].ShouldBeLessThan(target.Weights[new("escrow")]);
    }

    [Fact]
    public void A_past_that_is_too_short_is_refused_with_its_reason_and_the_next_method_is_used()
    {
        using FleaWorld world = new(Sample("six-sleeves-risk-parity.jsonc"));
        world.Tap.Instead = Cut(10);
        world.Run(Duration.FromMinutes(10));

        TargetState target = world.View.Target!;
        target.Method.ShouldBe("equal", "it alone needs no past");
        target.Attempts.Select(attempt => attempt.Method).ShouldBe(["risk-parity", "inverse-volatility", "equal"]);
        target.Attempts[0].Refusal!.Code.ShouldBe("window-longer-than-history");
        target.Attempts[0].Refusal!.Sentence.ShouldContain("casino");
        target.Weights[new("casino")].Value.ShouldBe(0.18m, "nine tenths over five services");
    }

    [Fact]
    public void Without_a_method_that_needs_no_past_nothing_is_traded_and_the_reason_is_said()
    {
        using FleaWorld world = new(Sample("six-sleeves-risk-parity.jsonc")
            .Replace("[\"inverse-volatility\", \"equal\"]", "[\"inverse-volatility\"]", StringComparison.Ordinal));
        world.Tap.Instead = (path, _) => path.Contains("returns", StringComparison.Ordinal)
            ? (HttpStatusCode.NotFound, """{"error":"no returns here"}""")
            : null;
        world.Run(Duration.FromMinutes(30));

        world.Movements.ShouldBeEmpty();
        world.View.Target!.IsKnown.ShouldBeFalse();
        world.View.Target!.Held!.Code.ShouldBe("bars-unread");
    }

    private static Func<string, string, (HttpStatusCode Status, string Body)?> Cut(int days) => (path, body) =>
    {
        if (!path.Contains("returns", StringComparison.Ordinal))
        {
            return null;
        }

        JsonNode feed = JsonNode.Parse(body)!;
        foreach ((_, JsonNode? returns) in feed["returns_by_service"]!.AsObject())
        {
            JsonArray all = returns!.AsArray();
            while (all.Count > days)
            {
                all.RemoveAt(0);
            }
        }

        return (HttpStatusCode.OK, feed.ToJsonString());
    };

    private static string Sample(string name)
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !Directory.Exists(Path.Combine(folder, "samples", "policies")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return File.ReadAllText(Path.Combine(folder.ShouldNotBeNull(), "samples", "policies", name));
    }
}
