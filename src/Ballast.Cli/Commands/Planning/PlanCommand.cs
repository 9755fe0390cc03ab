using System.CommandLine;
using System.Diagnostics;
using Ballast.Adapters.Targets;
using Ballast.Cli.Frame;
using Ballast.Cli.Tables;
using Ballast.Core.Decisions;
using Ballast.Core.Targets.Moving;

namespace Ballast.Cli.Commands.Planning;

/// <summary>
/// <c>plan</c>: what a policy would do with given holdings at given prices, or what a running server would do now with
/// its own. Sends nothing.
/// </summary>
internal static class PlanCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Option<string?> policy = new("--policy")
        {
            Description = "The policy file. Default: the shipped one.",
            HelpName = "file",
        };
        Option<string?> holdings = new("--holdings")
        {
            Description = "What is held: JSON {\"BTC\": 0.5}, or CSV lines asset,quantity[,account]. Without it and "
                + "--prices the running server is asked.",
            HelpName = "file",
        };
        Option<string?> prices = new("--prices")
        {
            Description = "Prices: CSV lines asset,price, JSON, or a price history, whose last row counts.",
            HelpName = "file",
        };
        ServedPlan served = new();
        Option<string?> at = new("--at")
        {
            Description = "When, for prices without times of their own: the same instant gives the same hash. "
                + "Default: now.",
            HelpName = "instant",
        };
        Option<bool> asked = new("--asked")
        {
            Description = "Plan as if a person had asked, whatever the triggers say.",
        };
        Command command = new("plan", "Show what a policy would do with given holdings and prices; sends nothing.")
        {
            policy, holdings, prices, at, asked,
        };
        served.AddTo(command);
        return command.Runs(surroundings, async (arguments, output, cancellation) =>
            (arguments.GetValue(holdings), arguments.GetValue(prices)) switch
            {
                (null, null) => await served.ShowAsync(arguments, output, cancellation),
                ({ } held, { } told) => await ShowAsync(
                    PlanFiles.At(
                        arguments.GetValue(at),
                        PlanFiles.Read(arguments.GetValue(policy), held, told, surroundings)),
                    arguments.GetValue(asked) ? DecisionCause.Manual : DecisionCause.Check,
                    output,
                    cancellation),
                _ => output.Fail(
                    ExitCode.BadInput,
                    "--holdings and --prices go together",
                    "give both, or neither to ask the running server"),
            });
    }

    private static async Task<ExitCode> ShowAsync(
        PlanFilesReading files, DecisionCause cause, CommandOutput output, CancellationToken cancellation) =>
        files switch
        {
            PlanFilesReading.Unusable unusable => output.Fail(ExitCode.BadInput, unusable.Cause, unusable.WayOut),
            PlanFilesReading.Ready ready => Plan(output, ready, await SaidAsync(ready, cancellation), cause),
            _ => throw new UnreachableException(),
        };

    // Once, with the limits that serving has on time, size and redirects.
    private static async Task<ExternalReading?> SaidAsync(PlanFilesReading.Ready ready, CancellationToken cancellation)
    {
        if (ready.Policy.Moving?.External is not { } external)
        {
            return null;
        }

        using ExternalTargetSource source = new(ready.Folder, ready.Time);
        return await source.ReadTargetAsync(ready.Policy.Portfolio, external, cancellation);
    }

    private static ExitCode Plan(
        CommandOutput output, PlanFilesReading.Ready ready, ExternalReading? said, DecisionCause cause)
    {
        OfflineAnswer answer = OfflineDecision.Of(ready, said, cause);
        foreach (string note in PlanNotes.Of(ready, answer))
        {
            output.Note($"note: {note}");
        }

        output.Result(PlanAnswerDocument.Of(answer), console => PlanTables.Show(console, ready.Policy, answer));
        return answer is OfflineAnswer.Refused refused
            ? output.Fail(
                ExitCode.Refused,
                string.Join("; ", refused.Why.Select(reason => reason.Sentence)),
                PlanNotes.WayOut(ready, refused))
            : ExitCode.Done;
    }
}
