using System.CommandLine;
using System.Diagnostics;
using Ballast.Cli.Frame;
using Ballast.Cli.Live;
using Ballast.PaperExchange.Hosting;
using Ballast.Server.Hosting;
using Ballast.Server.Installations;
using Microsoft.Extensions.Logging;

namespace Ballast.Cli.Commands.Serving;

/// <summary><c>serve</c>: keeps portfolios on target until Ctrl-C.</summary>
internal sealed class ServeCommand
{
    private readonly InstallationOptions installation = new();

    private readonly Option<string?> port = new("--port")
    {
        Description = "Port of the API. Default: 5080, or a free one when that is busy.",
        HelpName = "number",
    };

    private readonly Option<string> listen = new("--listen")
    {
        Description = "Address of the API; only loopback is possible until there are keys.",
        HelpName = "address",
        DefaultValueFactory = static _ => "127.0.0.1",
    };

    private readonly Option<bool> noLive = new("--no-live")
    {
        Description = "Plain log lines instead of the live view.",
    };

    private readonly Option<string?> exchangePort = ExchangePortOption.Create();

    private ServeCommand()
    {
    }

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        ServeCommand serve = new();
        Command command = new(
            "serve", "Keep portfolios on target until Ctrl-C: a paper portfolio when nothing else is said.");
        serve.installation.AddTo(command);
        command.Add(serve.port);
        command.Add(serve.listen);
        command.Add(serve.exchangePort);
        command.Add(serve.noLive);
        return command.Runs(surroundings, serve.RunAsync);
    }

    private async Task<ExitCode> RunAsync(ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        ListenOutcome address = AddressOf(arguments);
        PortReading exchange = ExchangePortOption.Read(arguments, exchangePort);
        if (((address as ListenOutcome.Refused)?.Why ?? exchange.Fault) is { } fault)
        {
            return output.Fail(ExitCode.BadInput, fault, "see 'ballast serve --help'");
        }

        ServeAddresses addresses = new(((ListenOutcome.Accepted)address).Address, exchange.Choice);
        using LogLineProvider lines = new(output.Surroundings.Error, output.Surroundings.Time);
        using ILoggerFactory logs = LoggerFactory.Create(builder => builder.AddProvider(lines));
        return installation.Read(arguments, output.Surroundings, logs) switch
        {
            InstallationAsking.Wrong wrong => output.Fail(ExitCode.BadInput, wrong.Cause, wrong.WayOut),
            InstallationAsking.Right right => await OpenAsync(
                new ServeRequest(right.Settings, addresses, new ServeShow(LookOf(arguments, output), lines)),
                output,
                cancellation),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<ExitCode> OpenAsync(
        ServeRequest request, CommandOutput output, CancellationToken cancellation)
    {
        SettingUp settingUp = await InstallationSetup.OpenAsync(request.Settings, cancellation);
        if (settingUp is not SettingUp.Ready ready)
        {
            return output.Fail(settingUp);
        }

        await using Installation installation = ready.Installation;
        HostOutcome hosting = await ServerHost
            .StartAsync(installation, request.Addresses.Api, request.Show.Logs, cancellation);
        if (hosting is HostOutcome.PortBusy busy)
        {
            return output.Fail(
                ExitCode.BadInput,
                $"port {busy.Port} is taken by another program",
                "choose another with --port, or leave it out");
        }

        HostOutcome.Listening listening = (HostOutcome.Listening)hosting;
        await using ServerHost host = listening.Host;
        if (listening.BusyPort is { } taken)
        {
            installation.Notice = $"port {taken} is taken by another program; the API is at {host.Address}";
        }

        return await WithExchangeAsync(
            installation,
            request.Addresses.Exchange,
            output,
            () => new ServeSession(installation, host, output, request.Show).RunAsync(cancellation));
    }

    private static async Task<ExitCode> WithExchangeAsync(
        Installation installation, PortChoice port, CommandOutput output, Func<Task<ExitCode>> session)
    {
        if (installation.Exchange is not { } exchange)
        {
            return port is PortChoice.Preferred
                ? await session()
                : output.Fail(
                    ExitCode.BadInput,
                    installation.ExchangeAddress is { } elsewhere
                        ? $"the exchange of this directory is another process, at {elsewhere}"
                        : "this directory trades on connected accounts and has no paper exchange",
                    "leave --exchange-port out");
        }

        ExchangeOutcome outcome = await ExchangeHosting.StartAsync(exchange, port);
        if (outcome is ExchangeOutcome.PortBusy busy)
        {
            return output.Fail(
                ExitCode.BadInput,
                $"port {busy.Port} is taken by another program",
                "choose another with --exchange-port, or leave it out");
        }

        ExchangeOutcome.Listening listening = (ExchangeOutcome.Listening)outcome;
        await using PaperExchangeHost host = listening.Host;
        installation.ExchangeAddress = host.Address;
        if (listening.BusyPort is { } taken)
        {
            string moved = $"port {taken} is taken by another program; the paper exchange is at {host.Address}";
            installation.Notice = installation.Notice is { } earlier ? $"{earlier}; {moved}" : moved;
        }

        return await session();
    }

    private ListenOutcome AddressOf(ParseResult arguments)
    {
        PortReading wanted = PortReading.Of("--port", arguments.GetValue(port), ListenAddress.DefaultPort);
        return wanted.Fault is { } fault
            ? new ListenOutcome.Refused(fault)
            : ListenAddress.Of(arguments.GetValue(listen)!, wanted.Choice);
    }

    private ServeLook LookOf(ParseResult arguments, CommandOutput output)
    {
        if (output.Form == OutputForm.Json)
        {
            return ServeLook.JsonLines;
        }

        return arguments.GetValue(noLive) || !output.Surroundings.IsTerminal ? ServeLook.LogLines : ServeLook.Live;
    }

    private sealed record ServeRequest(InstallationSettings Settings, ServeAddresses Addresses, ServeShow Show);

    private sealed record ServeAddresses(ListenAddress Api, PortChoice Exchange);
}
