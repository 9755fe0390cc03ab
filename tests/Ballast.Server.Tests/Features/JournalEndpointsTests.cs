using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Server.Tests.Features;

public sealed class JournalEndpointsTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_through_the_journal_without_gaps_or_repeats()
    {
        await using RunningServer server = await RunningServer.IdleAsync();
        await server.Journal.AppendAsync([.. Enumerable.Range(1, 5).Select(Entry)], Cancellation);
        List<string> ids = [];
        string? cursor = "0";
        while (cursor is not null)
        {
            string address = $"api/v1/journal?limit=2&cursor={cursor}";
            JsonNode page = (await server.Http.GetFromJsonAsync<JsonNode>(address, Cancellation))!;
            ids.AddRange(page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()));
            cursor = page["next"]?.GetValue<string>();
        }

        ids.ShouldBe(["1", "2", "3", "4", "5"]);
    }

    [Theory]
    [InlineData("limit=0", "limit-out-of-range")]
    [InlineData("limit=1001", "limit-out-of-range")]
    [InlineData("cursor=abc", "cursor-unknown")]
    [InlineData("limit=many", "parameter-malformed")]
    public async Task Refuses_a_wrong_page_with_a_problem_document(string query, string code)
    {
        await using RunningServer server = await RunningServer.IdleAsync();
        using HttpResponseMessage response = await server.Http.GetAsync($"api/v1/journal?{query}", Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonNode problem = (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
        problem["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Fact]
    public async Task Streams_what_is_appended_and_continues_after_the_last_event_a_listener_saw()
    {
        await using RunningServer server = await RunningServer.IdleAsync();
        await server.Journal.AppendAsync([Entry(1), Entry(2)], Cancellation);
        using HttpRequestMessage request = new(HttpMethod.Get, "api/v1/events");
        request.Headers.Add("Last-Event-ID", "1");
        using HttpResponseMessage response =
            await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using StreamReader stream = new(await response.Content.ReadAsStreamAsync(Cancellation));
        (await NextIdAsync(stream)).ShouldBe("2");
        await server.Journal.AppendAsync([Entry(3)], Cancellation);
        (await NextIdAsync(stream)).ShouldBe("3");
    }

    private static JournalEntry Entry(int number) =>
        new("core", "tested", 1, Instant.FromUtc(2026, 1, 1, 0, number), $$"""{"number":{{number}}}""");

    private static async Task<string> NextIdAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync(Cancellation) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                return line[4..];
            }
        }

        throw new InvalidOperationException("the stream ended");
    }
}
