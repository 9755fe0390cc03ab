using System.Text;
using System.Text.Json.Nodes;
using Ballast.Core.Policies;
using Ballast.Engine;
using Ballast.Server.Installations;

namespace Ballast.Server.Tests.Features;

/// <summary>
/// An agent's account with real money whose owner has accepted nothing: its orders are held, and that is told without
/// asking the venue, which is not there.
/// </summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class HeldOrdersTests
{
    private const string Rules = """
        { "portfolio": "agent", "quote": "USDC", "accounts": ["flea"], "mode": "shadow",
          "target": { "weights": { "casino": 0.4, "trading": 0.4, "USDC": 0.2 } },
          "trigger": { "checkEvery": "1h", "band": { "absolute": 0.05 } } }
        """;

    [Fact]
    public async Task Orders_that_are_held_are_said_so_beside_the_health_of_their_account_with_the_way_out()
    {
        string directory = Directory.CreateTempSubdirectory("ballast-").FullName;
        string secrets = Directory.CreateDirectory(Path.Combine(directory, "secrets")).FullName;
        string secret = Path.Combine(secrets, "flea-token");
        await File.WriteAllTextAsync(secret, "t", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(secret, UnixFileMode.UserRead);
        await File.WriteAllTextAsync(
            Path.Combine(directory, "accounts.jsonc"),
            """
            { "accounts": { "flea": { "venue": "purple-flea", "network": "live", "agent": "a7",
                "address": "https://flea.invalid/api/v1", "token": "flea-token" } } }
            """,
            TestContext.Current.CancellationToken);
        PolicySource policy = new PolicySource.FromFile(
            "policy.jsonc",
            PolicyReader.Read(Encoding.UTF8.GetBytes(Rules)).ShouldBeOfType<PolicyReading.Read>());
        await using RunningServer server =
            await RunningServer.IdleAsync(directory, policy, new MarketChoice.Connected(null));
        (await server.Installation.Engine.LoadAsync(TestContext.Current.CancellationToken))
            .ShouldBeOfType<StartOutcome.Started>();
        (await server.Installation.AdoptAsync(TestContext.Current.CancellationToken))
            .ShouldBeOfType<ChangeOutcome.Done>();

        JsonNode account = (await server.GetAsync("api/v1/portfolios/agent"))["health"]![0]!;

        ((string)account["account"]!, (string)account["held"]!["code"]!).ShouldBe(("flea", "orders-held"));
        ((string)account["held"]!["sentence"]!).ShouldSatisfyAllConditions(
            said => said.ShouldStartWith("orders of flea are held"),
            said => said.ShouldContain("\"accept\""));
    }
}
