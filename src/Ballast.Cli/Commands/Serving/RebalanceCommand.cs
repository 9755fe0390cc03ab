using System.CommandLine;
using System.Diagnostics;
using Ballast.Cli.Frame;
using Ballast.Cli.Live;
using Ballast.Engine;
using Ballast.Engine.Journal;
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Features.Runs;
using Ballast.Server.Installations;
using Microsoft.Extensions.Logging;

namespace Ballast.Cli.Commands.Serving;

/// <summary><c>rebalance</c>: one pass over every portfolio and out, for cron.</summary>
internal static class RebalanceCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        InstallationOptions installation = new();
        Command command = new("rebalance", "One pass and out, for cron: look, decide, act, settle; prints JSON.");
        installation.AddTo(command);
        return command.Runs(surroundings, async (arguments, output, cancellation) =>
        {
            using LogLineProvider lines = new(output.Surroundings.Error, output.Surroundings.Time);
            using ILoggerFactory logs = LoggerFactory.Create(builder => builder.AddProvider(lines));
            return installation.Read(arguments, output.Surroundings, logs) switch
            {
                InstallationAsking.Wrong wrong => output.Fail(ExitCode.BadInput, wrong.Cause, wrong.WayOut),
                InstallationAsking.Right right => await PassAsync(
                    right.Settings with { Pace = InstallationPace.SinglePass }, output, cancellation),
                _ => throw new UnreachableException(),
            };
        });
    }

    private static async Task<ExitCode> PassAsync(
        InstallationSettings settings, CommandOutput output, CancellationToken cancellation)
    {
        SettingUp settingUp = await InstallationSetup.OpenAsync(settings, cancellation);
        if (settingUp is not SettingUp.Ready ready)
        {
            return output.Fail(settingUp);
        }

        await using Installation installation = ready.Installation;
        if (await installation.Engine.LoadAsync(cancellation) is StartOutcome.Refused refused)
        {
            return output.Fail(ExitCode.Refused, refused.Why.Sentence, refused.WayOut);
        }

        if (await installation.AdoptAsync(cancellation) is ChangeOutcome.Refused notAdopted)
        {
            return output.Fail(ExitCode.Refused, notAdopted.Why.Sentence, "choose another --policy or another --data");
        }

        if (installation.PaperMoneyNotice is { } notice)
        {
            output.Note($"ballast: {notice}");
        }

        PassItem[] passes = [.. (await installation.Engine.RunOnceAsync(cancellation)).Select(report =>
            PassItem.Of(report, installation.Engine))];
        new CommandOutput(output.Surroundings, OutputForm.Json).Result(new { items = passes }, _ => { });
        return passes.All(pass => pass.IsFine) ? ExitCode.Done : ExitCode.Refused;
    }

    private sealed record PassItem
    {
        public required string Id { get; init; }

        public required DecisionDigest Decision { get; init; }

        public required RunItem? Run { get; init; }

        public required IReadOnlyList<HedgeItem> Hedges { get; init; }

        internal bool IsFine =>
            Decision.Kind != DecisionKind.Refuse && Run?.Status is null or RunStatus.Completed;

        public static PassItem Of(PassReport report, PortfolioEngine engine) => new()
        {
            Id = report.Portfolio.Value,
            Decision = report.Decision,
            Run = report.Run is { } run && engine.Find(report.Portfolio) is { } view
                ? RunItem.Of(run, view.Policy.Quote)
                : null,
            Hedges = [.. report.Hedges.Select(HedgeItem.Of)],
        };
    }
}
