using System.Diagnostics;
using Ballast.Cli.Frame;
using Ballast.Cli.Inputs;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Cli.Commands.Planning;

/// <summary>The three files that a plan without a server rests on.</summary>
internal static class PlanFiles
{
    /// <summary>Reads them; the first that cannot be used is reported.</summary>
    public static PlanFilesReading Read(string? policy, string holdings, string prices, Surroundings surroundings)
    {
        string?[] named = [policy, holdings, prices];
        if (named.Count(path => path == FileInput.StandardInput) > 1)
        {
            return new PlanFilesReading.Unusable("standard input can be only one of the files", "name the others");
        }

        PlanFilesReading reading = PolicyFile.Read(policy, surroundings) switch
        {
            PolicyFileReading.Unusable unusable => new PlanFilesReading.Unusable(unusable.Cause, unusable.WayOut),
            PolicyFileReading.Valid valid => ReadHoldings(valid, holdings, prices, surroundings),
            _ => throw new UnreachableException(),
        };
        return reading is PlanFilesReading.Ready ready ? ready with { Folder = FolderOf(policy) } : reading;
    }

    private static string FolderOf(string? policy) => policy is null or FileInput.StandardInput
        ? Environment.CurrentDirectory
        : Path.GetDirectoryName(Path.GetFullPath(policy)) ?? Environment.CurrentDirectory;

    /// <summary>The same files at an instant that a person wrote; where none was written, as they are.</summary>
    public static PlanFilesReading At(string? written, PlanFilesReading files)
    {
        if (written is null || files is not PlanFilesReading.Ready ready)
        {
            return files;
        }

        if (ready.Prices.Past is not null)
        {
            return new PlanFilesReading.Unusable(
                "--at contradicts a price history, whose last row says when it is", "leave --at out");
        }

        return WrittenInstant.Read(written) is { } at
            ? ready with { At = at }
            : new PlanFilesReading.Unusable($"--at {written} is not a time", $"write {WrittenInstant.Allowed}");
    }

    private static PlanFilesReading ReadHoldings(
        PolicyFileReading.Valid policy, string holdings, string prices, Surroundings surroundings)
    {
        switch (HoldingsFile.Read(holdings, surroundings))
        {
            case HoldingsReading.Unusable unusable:
                return new PlanFilesReading.Unusable(unusable.Cause, unusable.WayOut);
            case HoldingsReading.Held held:
                NumberRow? stranger = held.Rows.FirstOrDefault(row =>
                    row.Account is not null && !policy.Policy.Accounts.Contains(row.Account));
                return stranger is null
                    ? ReadPrices(policy, held.Rows, prices, surroundings)
                    : new PlanFilesReading.Unusable(
                        $"{holdings} names the account {stranger.Account}, which the policy does not",
                        $"use {string.Join(" or ", policy.Policy.Accounts)}, or add it to the policy's accounts");
            default:
                throw new UnreachableException();
        }
    }

    private static PlanFilesReading ReadPrices(
        PolicyFileReading.Valid policy, IReadOnlyList<NumberRow> holdings, string prices, Surroundings surroundings) =>
        PriceFile.Read(prices, surroundings) switch
        {
            PriceFileReading.Unusable unusable => new PlanFilesReading.Unusable(unusable.Cause, unusable.WayOut),
            PriceFileReading.Priced priced => new PlanFilesReading.Ready
            {
                Policy = policy.Policy,
                PolicyHash = policy.Hash,
                Holdings = holdings,
                Prices = priced,
                Time = surroundings.Time,
            },
            _ => throw new UnreachableException(),
        };
}

/// <summary>The answer to reading the files of a plan. Closed: <see cref="Ready"/> or <see cref="Unusable"/>.</summary>
internal abstract record PlanFilesReading
{
    /// <summary>All of them make sense.</summary>
    public sealed record Ready : PlanFilesReading
    {
        /// <summary>The policy.</summary>
        public required Policy Policy { get; init; }

        /// <summary>Its hash.</summary>
        public required string PolicyHash { get; init; }

        /// <summary>What is held.</summary>
        public required IReadOnlyList<NumberRow> Holdings { get; init; }

        /// <summary>The prices.</summary>
        public required PriceFileReading.Priced Prices { get; init; }

        /// <summary>Where the policy's relative paths begin: its own folder, or this one for standard input.</summary>
        public string Folder { get; init; } = "";

        /// <summary>The instant that a person named; <see langword="null"/> for the prices' own, or now.</summary>
        public Instant? At { get; init; }

        /// <summary>The clock, for prices whose file does not say when they held.</summary>
        public required TimeProvider Time { get; init; }
    }

    /// <summary>One does not, and what to do.</summary>
    public sealed record Unusable(string Cause, string WayOut) : PlanFilesReading;
}
