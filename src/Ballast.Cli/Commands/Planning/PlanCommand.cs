using System.CommandLine;
using System.Diagnostics;
using Ballast.Cli.Frame;
using Ballast.Cli.Tables;
using Ballast.Core.Decisions;

namespace Ballast.Cli.Commands.Planning;

/// <summary>
/// <c>plan</c>: what a policy would do with given holdings at given prices. Needs no server and sends nothing.
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
        Option<string> holdings = new("--holdings")
        {
            Description = "What is held: JSON {\"BTC\": 0.5}, or CSV lines asset,quantity[,account].",
            HelpName = "file",
            Required = true,
        };
        Option<string> prices = new("--prices")
        {
            Description = "Prices: CSV lines asset,price, JSON, or a price history, whose last row counts.",
            HelpName = "file",
            Required = true,
        };
        Option<bool> asked = new("--asked")
        {
            Description = "Plan as if a person had asked, whatever the triggers say.",
        };
        Command command = new("plan", "Show what a policy would do with given holdings and prices; sends nothing.")
        {
            policy, holdings, prices, asked,
        };
        return command.Runs(surroundings, (arguments, output) => Plan(
            output,
            PlanFiles.Read(
                arguments.GetValue(policy),
                arguments.GetRequiredValue(holdings),
                arguments.GetRequiredValue(prices),
                surroundings),
            arguments.GetValue(asked) ? DecisionCause.Manual : DecisionCause.Check));
    }

    private static ExitCode Plan(CommandOutput output, PlanFilesReading files, DecisionCause cause)
    {
        switch (files)
        {
            case PlanFilesReading.Unusable unusable:
                return output.Fail(ExitCode.BadInput, unusable.Cause, unusable.WayOut);
            case PlanFilesReading.Ready ready:
                OfflineAnswer answer = OfflineDecision.Of(ready, cause);
                output.Result(PlanAnswerDocument.Of(answer), console => PlanTables.Show(console, ready.Policy, answer));
                return answer is OfflineAnswer.Refused refused
                    ? output.Fail(
                        ExitCode.Refused,
                        string.Join("; ", refused.Why.Select(reason => reason.Sentence)),
                        "mend the cause and plan again")
                    : ExitCode.Done;
            default:
                throw new UnreachableException();
        }
    }
}
