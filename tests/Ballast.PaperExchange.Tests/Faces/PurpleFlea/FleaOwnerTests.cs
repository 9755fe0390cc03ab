using System.Text.Json;
using Ballast.PaperExchange.Faces;
using Ballast.PaperExchange.Faces.Admin;
using Ballast.PaperExchange.Services;

namespace Ballast.PaperExchange.Tests.Faces.PurpleFlea;

/// <summary>What the owner of an agent brings to a service and takes out.</summary>
public sealed class FleaOwnerTests : IDisposable
{
    private readonly FleaRig rig = new();

    public void Dispose() => rig.Dispose();

    [Theory]
    [InlineData("casino", "USDC", 12.5, "deposit")]
    [InlineData("reserve", "USDC", -300, "withdrawal")]
    [InlineData("wallet", "BTC", 0.0001, "deposit")]
    public void It_is_in_the_log_under_its_own_name(string service, string asset, double units, string kind)
    {
        decimal amount = (decimal)units;
        Transfer(service, asset, amount).ShouldBeOfType<AgentOutcome<decimal>.Done>();

        JsonElement line = rig.Get("/agents/demo/transactions?limit=1000").Body.GetProperty("transactions")
            .EnumerateArray().Last();
        (line.GetProperty("kind").GetString(), line.GetProperty("service").GetString()).ShouldBe((kind, service));
        (line.GetProperty("asset").GetString(), line.GetProperty("amount").GetDecimal()).ShouldBe((asset, amount));
        rig.ShouldBalance();
    }

    // The wallet's coins do not move here, so that a deposit is the only thing that could show as a return.
    [Fact]
    public void It_is_no_return_of_the_service()
    {
        Transfer("wallet", "USDC", 100m);
        Transfer("wallet", "ETH", 0.004m);
        rig.Clock.Advance(TimeSpan.FromDays(2));

        rig.Get("/agents/demo/returns?days=2").Body.GetProperty("returns_by_service").GetProperty("wallet")
            .EnumerateArray().Select(rate => rate.GetDecimal()).ShouldAllBe(rate => rate == 0m);
    }

    [Fact]
    public void What_a_service_does_not_have_or_hold_changes_nothing()
    {
        Transfer("casino", "USDC", -201m).ShouldBeOfType<AgentOutcome<decimal>.Short>();
        Transfer("casino", "BTC", 1m).ShouldBeOfType<AgentOutcome<decimal>.Invalid>();
        Transfer("savings", "USDC", 1m).ShouldBeOfType<AgentOutcome<decimal>.Invalid>();

        rig.Balance("casino").ShouldBe(200m);
        rig.ShouldBalance();
    }

    [Fact]
    public void The_exchanges_owner_books_it_over_the_port()
    {
        AdminFace admin = new(rig.Venue, rig.Clock);

        admin.Handle(Post("""{"account":"demo","service":"casino","asset":"USDC","amount":"7"}"""))
            .Status.ShouldBe(200);
        admin.Handle(Post("""{"account":"demo","service":"casino","asset":"USDC","amount":"-900"}"""))
            .Status.ShouldBe(400);

        rig.Balance("casino").ShouldBe(207m);
    }

    private AgentOutcome<decimal> Transfer(string service, string asset, decimal amount) =>
        rig.Venue.Agents.Transfer("demo", new AgentHolding(service, asset), amount);

    private static FaceRequest Post(string body) => new("POST", "/paper/transfers", "", body, "");
}
