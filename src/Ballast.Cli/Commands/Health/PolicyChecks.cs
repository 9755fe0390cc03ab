using System.Diagnostics;
using Ballast.Adapters.Connections;
using Ballast.Cli.Client;
using Ballast.Cli.Frame;
using Ballast.Core.Policies;
using Ballast.Engine;
using Ballast.Engine.Views;
using Ballast.Server.Installations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Cli.Commands.Health;

/// <summary>Checks the policies that <c>serve</c> would run: those of the journal, and a file that is named.</summary>
internal static class PolicyChecks
{
    private const string Name = "policy";

    /// <summary>One line for each; a file stands in for the portfolio of its name.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="path">A policy file; <see langword="null"/> where serve would be started without one.</param>
    /// <param name="journal">What was found of the journal: one that is not sound is not read again.</param>
    /// <param name="surroundings">Where standard input comes from, and the clock.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyList<Symptom>> OfAsync(
        string directory, string? path, Symptom journal, Surroundings surroundings, CancellationToken cancellation)
    {
        PolicyFileReading? file = path is null ? null : PolicyFile.Read(path, surroundings);
        Symptom[] named = file is null ? [] : [OfFile(path!, file)];
        if (journal.Status == HealthStatus.Failed)
        {
            return
            [
                Symptom.Doubtful(
                    Name, "which ones are kept is not known: see the check of the journal", journal.Advice),
                .. named,
            ];
        }

        if (JournalFile.Find(directory) is not JournalFinding.There)
        {
            return named is [] ? [Begun(directory)] : named;
        }

        await using PortfolioEngine engine =
            JournalAlone.ToLookAt(directory, surroundings.Time, NullLoggerFactory.Instance);
        return await engine.LoadAsync(cancellation).ConfigureAwait(false) is StartOutcome.Refused refused
            ? [Symptom.Broken(Name, refused.Why.Sentence, refused.WayOut), .. named]
            : Kept(engine.View, file as PolicyFileReading.Valid) is { Length: > 0 } kept
            ? [.. kept, .. named]
            : named is [] ? [Begun(directory)] : named;
    }

    private static Symptom[] Kept(EngineView view, PolicyFileReading.Valid? file) =>
    [
        .. view.Portfolios.Where(portfolio => portfolio.Id != file?.Policy.Portfolio).Select(portfolio =>
            Of(portfolio.Policy, $"the policy that serve goes on with for {portfolio.Id}",
                "mend it in a file, and start 'ballast serve' with --policy")),
    ];

    private static Symptom OfFile(string path, PolicyFileReading file) => file switch
    {
        PolicyFileReading.Valid { Policy: var policy } => Of(policy, path, $"see 'ballast policy check {path}'"),
        PolicyFileReading.Unusable unusable => Symptom.Broken(Name, unusable.Cause, unusable.WayOut),
        _ => throw new UnreachableException(),
    };

    // Nothing is kept yet: serve begins with what is shipped, unless accounts are connected.
    private static Symptom Begun(string directory) => File.Exists(AccountsFile.In(directory))
        ? Symptom.Doubtful(
            Name,
            "none yet, and connected accounts need one",
            "write one, for example with 'ballast adopt', and start 'ballast serve' with --policy")
        : Of(DefaultPolicy.Policy, "shipped default", "see 'ballast policy default'");

    private static Symptom Of(Policy policy, string what, string advice) =>
        PolicyCheck.Of(policy) is { IsEmpty: false } warnings
            ? Symptom.Doubtful(Name, $"{what} is valid; {warnings[0]}", advice)
            : Symptom.Well(Name, $"{what} is valid");
}
