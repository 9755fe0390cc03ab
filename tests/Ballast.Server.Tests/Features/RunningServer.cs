using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Policies;
using Ballast.Engine;
using Ballast.Engine.Views;
using Ballast.Server.Hosting;
using Ballast.Server.Installations;
using Ballast.Server.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Server.Tests.Features;

/// <summary>
/// A real server on a free loopback port: real engine, real journal, real paper exchange, all in a directory of its
/// own.
/// </summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private const double Speed = 3600d;

    private readonly ServerHost host;
    private readonly string directory;

    private RunningServer(string directory, Installation installation, ServerHost host)
    {
        this.directory = directory;
        this.host = host;
        Installation = installation;
        Http = new HttpClient { BaseAddress = host.Address };
    }

    public Installation Installation { get; }

    public WatchedJournal Journal => Installation.Journal;

    public HttpClient Http { get; }

    /// <summary>A server whose engine has not been started: nothing happens by itself.</summary>
    public static Task<RunningServer> IdleAsync() => IdleAsync(
        Directory.CreateTempSubdirectory("ballast-").FullName,
        new PolicySource.Shipped(),
        new MarketChoice.Simulated(7, Speed));

    /// <summary>The same over a directory that is there already, which is removed in the end.</summary>
    public static async Task<RunningServer> IdleAsync(string directory, PolicySource policy, MarketChoice market)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        SettingUp settingUp = await InstallationSetup.OpenAsync(
            new InstallationSettings
            {
                DataDirectory = directory,
                Policy = policy,
                Market = market,
                Real = TimeProvider.System,
                Logs = NullLoggerFactory.Instance,
            },
            cancellation);
        Installation installation = settingUp.ShouldBeOfType<SettingUp.Ready>().Installation;
        ListenAddress address = ListenAddress.Of("127.0.0.1", new PortChoice.Explicit(0))
            .ShouldBeOfType<ListenOutcome.Accepted>().Address;
        HostOutcome outcome = await ServerHost.StartAsync(
            installation, address, NullLoggerProvider.Instance, cancellation);
        return new RunningServer(directory, installation, outcome.ShouldBeOfType<HostOutcome.Listening>().Host);
    }

    /// <summary>A server that keeps the shipped default portfolio on target.</summary>
    public static async Task<RunningServer> StartedAsync()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        RunningServer server = await IdleAsync();
        (await server.Installation.Engine.StartAsync(cancellation)).ShouldBeOfType<StartOutcome.Started>();
        (await server.Installation.AdoptAsync(cancellation)).ShouldBeOfType<ChangeOutcome.Done>();
        return server;
    }

    /// <summary>Waits for the engine's word, not for time to pass.</summary>
    public async Task<PortfolioView> UntilAsync(Func<PortfolioView, bool> isSo)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        while (true)
        {
            Task next = Journal.NextAppend;
            if (Installation.Engine.Find(DefaultPolicy.Policy.Portfolio) is { } view)
            {
                view.Status.ShouldNotBe(PortfolioStatus.Stopped, view.StatusWhy?.ToString());
                if (isSo(view))
                {
                    return view;
                }
            }

            await next.WaitAsync(cancellation);
        }
    }

    public async Task<JsonNode> GetAsync(string address) =>
        (await Http.GetFromJsonAsync<JsonNode>(address, TestContext.Current.CancellationToken))!;

    public Task<HttpResponseMessage> PostAsync(string address, object body, string? key = null)
    {
        HttpRequestMessage request = new(HttpMethod.Post, address)
        {
            Content = JsonContent.Create(body, body.GetType(), options: WireJson.Options),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await host.DisposeAsync();
        await Installation.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
