using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ballast.Server.Hosting;
using Ballast.Server.Tests.Features;

namespace Ballast.Server.Tests.Hosting;

public sealed class LoopbackGuardTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("192.0.2.7", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost:5080", HttpStatusCode.OK)]
    [InlineData("[::1]:5080", HttpStatusCode.OK)]
    public async Task Answers_only_to_loopback_names(string host, HttpStatusCode expected)
    {
        await using RunningServer server = await RunningServer.IdleAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "api/v1/journal");
        request.Headers.Host = host;
        using HttpResponseMessage response = await server.Http.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Refuses_writes_that_another_sites_page_sends(string header, string value)
    {
        await using RunningServer server = await RunningServer.IdleAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, "api/v1/halt");
        request.Headers.Add(header, value);
        using HttpResponseMessage response = await server.Http.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["code"]!.GetValue<string>()
            .ShouldBe("cross-origin-write");
    }

    [Fact]
    public async Task Publishes_its_description()
    {
        await using RunningServer server = await RunningServer.IdleAsync();
        JsonNode document = (await server.Http.GetFromJsonAsync<JsonNode>("openapi/v1.json", Cancellation))!;
        document["paths"]!["/api/v1/journal"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("192.168.1.10")]
    [InlineData("::")]
    [InlineData("ballast.example")]
    public void Does_not_listen_where_other_machines_reach_it(string host) =>
        ListenAddress.Of(host, new PortChoice.Preferred(5080)).ShouldBeOfType<ListenOutcome.Refused>();
}
