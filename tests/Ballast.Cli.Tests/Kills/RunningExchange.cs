using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.PaperExchange.Faces.Admin;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Stores;

namespace Ballast.Cli.Tests.Kills;

/// <summary>The paper exchange in a process of its own, with its owner's door open.</summary>
internal sealed class RunningExchange : IDisposable
{
    private readonly RunningBallast process;
    private readonly HttpClient http;

    private RunningExchange(RunningBallast process, Uri address)
    {
        this.process = process;
        http = new HttpClient { BaseAddress = address };
        Address = address;
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>
    /// Starts it on a free port; ids are unique for ever, so that even doubled POSTs are harmless by contract.
    /// </summary>
    public static RunningExchange Start(string directory, int seed, VenueTime clock)
    {
        clock.WriteTo(directory);
        RunningBallast process = RunningBallast.Start(
            "paper", "--json", "--exchange-port", "0", "--data", directory, "--seed", $"{seed}",
            "--speed", $"{clock.Speed}", "--client-ids", "for-ever");
        string said = process.WaitForOutput(IsDocument);
        return new RunningExchange(process, new Uri((string)JsonNode.Parse(said)!["url"]!));
    }

    /// <summary>Turns faults on, in addition to those that are.</summary>
    public async Task AddFaultsAsync(params FaultRule[] rules)
    {
        using HttpResponseMessage answer = await http.PostAsJsonAsync("paper/faults", rules, AdminJson.Options);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Turns all faults off.</summary>
    public async Task ClearFaultsAsync()
    {
        using HttpResponseMessage answer = await http.DeleteAsync(new Uri("paper/faults", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The exchange's whole truth, and its rules.</summary>
    public async Task<StoredRecord> RecordAsync() => new(
        (await http.GetFromJsonAsync<StoredExchange>("paper/record", AdminJson.Options))!,
        new VenueRules(await http.GetStringAsync(new Uri("api/v3/exchangeInfo", UriKind.Relative))));

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        process.Dispose();
    }

    private static bool IsDocument(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
