using System.Globalization;
using System.Net;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json.Nodes;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.Cli.Tests.Programs;

/// <summary>
/// A whole life of <c>serve</c> with connected accounts whose secrets are in every place that there is, with failures
/// forced: no secret is in anything that comes out of it.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class CanaryTests : IAsyncLifetime
{
    private const string Canary = "canary4f7c";
    private const string KeyInEnvironment = Canary + "EnvironmentKey";
    private const string SecretInStore = Canary + "StoredSecret";
    private const string KeyInFile = Canary + "FileKey";
    private const string SecretInFile = Canary + "FileSecret";

    private const string Policy = """
        { "portfolio": "core", "quote": "USDC", "accounts": ["here"],
          "target": { "weights": { "BTC": 0.6, "USDC": 0.4 } },
          "trigger": { "checkEvery": "tick", "band": { "absolute": 0.05, "destination": "target" } } }
        """;

    private static readonly Dictionary<string, string> Environment = new()
    {
        ["BALLAST_PASSPHRASE"] = Canary + "Passphrase",
        ["BALLAST_SECRET_HERE_KEY"] = KeyInEnvironment,
    };

    private readonly ScratchDirectory scratch = new();
    private readonly HttpClient http = new();
    private readonly StringBuilder everything = new();
    private PaperVenue exchange = null!;
    private PaperExchangeHost host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(scratch.Path, "data");

    public async ValueTask InitializeAsync()
    {
        ExchangeClocks clocks = new(TimeProvider.System, TimeProvider.System);
        Core.Markets.Instrument btc = PaperInstruments.Of(
            new Core.Amounts.Asset("BTC"), new Core.Amounts.Asset("USDC"), 50_000m, 50_000m);
        ScriptedMarket market = new(btc);
        market.Set("BTCUSDC", Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), 50_000m);
        exchange = new PaperVenue(
            new PaperVenueOptions
            {
                Accounts =
                [
                    PaperAccount.Demo with { Name = "here", ApiKey = KeyInEnvironment, Secret = SecretInStore },
                    PaperAccount.Demo with { Name = "there", ApiKey = KeyInFile, Secret = SecretInFile },
                ],
            },
            market,
            new MemoryExchangeStore(),
            clocks);
        host = await PaperExchangeHost.StartAsync(exchange, 0, clocks);
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(scratch.Path, "policy.jsonc"), Policy, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(Data, "accounts.jsonc"), Accounts(), Cancellation);
        WriteSecret("there-key", KeyInFile);
        WriteSecret("there-secret", SecretInFile);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        exchange.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public async Task No_secret_is_in_logs_journal_answers_failures_or_the_environment_of_children()
    {
        Take(await ProgramRun.Of(SecretInStore, Environment, "keys", "set", "here-secret", "--data", Data));

        // A refusal that repeats the key's header, an order whose answer is lost, and reads that cannot be read.
        exchange.Faults.Add(
            Order(FaultKind.Reject) with { Number = -2015, Text = $"Invalid API-key {KeyInEnvironment}" },
            Order(FaultKind.AnswerReset),
            Order(FaultKind.AnswerGarbage) with { On = RequestScope.Reads, Times = 5 });
        await using (ProgramRun server = Serve(Environment))
        {
            await server.UntilErrorAsync("Ctrl-C stops");
            await UntilTradedAsync();
            await CrawlAsync();
            TakeChildren(server.Id);
            Take(await ProgramRun.Of("", Environment, "doctor", "--json", "--port", "0", "--data", Data));
            Take(await ProgramRun.Of("", Environment, "status", "--json", "--data", Data));
            Take(await server.StopAsync());
        }

        await FailAsync();
        Take(await ProgramRun.Of("", Environment, "journal", "--json", "--data", Data));
        TakeFiles();

        string all = everything.ToString();
        all.ShouldContain("Invalid API-key ***", Case.Sensitive, "the refusal was kept, without the key");
        all.ShouldContain("here (binance local", Case.Sensitive, "the accounts were connected");
        all.ShouldNotContain(Canary, Case.Insensitive);
        all.ShouldNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(SecretInStore)));
    }

    // Wrong secrets, a store that does not open, and a venue that is gone.
    private async Task FailAsync()
    {
        Dictionary<string, string> wrong = new(Environment) { ["BALLAST_SECRET_HERE_SECRET"] = Canary + "Wrong" };
        Take(await ProgramRun.Of("", wrong, "doctor", "--port", "0", "--data", Data));
        await using (ProgramRun refused = Serve(wrong))
        {
            await refused.UntilErrorAsync("Ctrl-C stops");
            await refused.UntilErrorAsync("nothing is traded yet");
            Take(await refused.StopAsync());
        }

        Dictionary<string, string> locked = new(Environment) { ["BALLAST_PASSPHRASE"] = Canary + "Other passphrase" };
        Take(await ProgramRun.Of("", locked, "rebalance", "--data", Data));
        exchange.Faults.Add(new FaultRule { Kind = FaultKind.Down, On = RequestScope.All });
        Take(await ProgramRun.Of("", Environment, "doctor", "--port", "0", "--data", Data));
    }

    private ProgramRun Serve(IReadOnlyDictionary<string, string> variables) => ProgramRun.StartWith(
        variables, "serve", "--no-live", "--port", "0", "--data", Data,
        "--policy", Path.Combine(scratch.Path, "policy.jsonc"));

    private Task<string> UntilTradedAsync() => WaitAsync(() =>
        exchange.Faults.Rules.Count == 0 && exchange.Record().Trades.Length > 0 ? "traded" : null);

    private async Task CrawlAsync()
    {
        JsonNode said = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Data, "server.json"), Cancellation))!;
        Uri address = new(said.AsObject().Select(field => field.Value?.ToString())
            .First(text => text?.StartsWith("http", StringComparison.Ordinal) == true)!);
        JsonNode document = JsonNode.Parse(
            await http.GetStringAsync(new Uri(address, "openapi/v1.json"), Cancellation))!;
        foreach ((string path, JsonNode? methods) in document["paths"]!.AsObject())
        {
            if (methods!["get"] is null || path.EndsWith("/events", StringComparison.Ordinal))
            {
                continue;
            }

            string filled = path.Replace("runs/{id}", "runs/core-1", StringComparison.Ordinal)
                .Replace("{id}", "core", StringComparison.Ordinal);
            using HttpResponseMessage answer =
                await http.GetAsync(new Uri(address, filled.TrimStart('/')), Cancellation);
            everything.AppendLine(CultureInfo.InvariantCulture, $"{filled} {answer.StatusCode} {answer.Headers}")
                .AppendLine(await answer.Content.ReadAsStringAsync(Cancellation));
        }

        everything.ToString().ShouldContain($"portfolios/core {HttpStatusCode.OK}");
    }

    // On Linux alone there is a place to look.
    private void TakeChildren(int parent)
    {
        foreach (string process in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : [])
        {
            string status = Path.Combine(process, "status");
            string environ = Path.Combine(process, "environ");
            try
            {
                if (File.Exists(status) && File.ReadLines(status).Contains($"PPid:\t{parent}"))
                {
                    everything.AppendLine(File.ReadAllText(environ)).AppendLine(
                        File.ReadAllText(Path.Combine(process, "cmdline")));
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile, or is not ours.
            }
        }

        everything.AppendLine(File.ReadAllText($"/proc/{parent}/cmdline"));
    }

    private void TakeFiles()
    {
        foreach (string file in Directory.EnumerateFiles(scratch.Path, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/secrets/", StringComparison.Ordinal)))
        {
            everything.AppendLine(Encoding.Latin1.GetString(File.ReadAllBytes(file)));
        }
    }

    private void Take(CliRun run) => everything.AppendLine(run.Out).AppendLine(run.Error);

    private static FaultRule Order(FaultKind kind) => new() { Kind = kind, Times = 1, On = RequestScope.Orders };

    private static async Task<string> WaitAsync(Func<string?> ask)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(150));
        while (true)
        {
            if (ask() is { } answer)
            {
                return answer;
            }

            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
        }
    }

    private string Accounts() => $$"""
        { "accounts": {
            "here": { "venue": "binance", "network": "local", "address": "{{host.Address}}",
                      "key": "here-key", "secret": "here-secret" },
            "there": { "venue": "binance", "network": "local", "address": "{{host.Address}}",
                       "key": "there-key", "secret": "there-secret" } } }
        """;

    private void WriteSecret(string name, string content)
    {
        string file = Path.Combine(Directory.CreateDirectory(Path.Combine(Data, "secrets")).FullName, name);
        File.WriteAllText(file, content);
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
    }
}
