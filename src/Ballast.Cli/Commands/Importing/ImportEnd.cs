using System.Collections.Immutable;
using Ballast.Cli.Frame;

namespace Ballast.Cli.Commands.Importing;

/// <summary>How an import ended. Closed: <see cref="Whole"/> or <see cref="Stopped"/>.</summary>
internal abstract record ImportEnd
{
    private ImportEnd()
    {
    }

    /// <summary>Everything was read.</summary>
    /// <param name="Markets">What was imported.</param>
    /// <param name="WhyNoRate">Why trades have no rate, each reason once; empty where none lacks one.</param>
    public sealed record Whole(ImmutableArray<ImportedMarket> Markets, ImmutableArray<string> WhyNoRate) : ImportEnd
    {
        /// <summary>What to know of another file of the same name; <see langword="null"/> where there was
        /// none.</summary>
        public string? SameName { get; init; }
    }

    /// <summary>Something was in the way; what was handed in before it stays.</summary>
    /// <param name="Code">How the command ends.</param>
    /// <param name="Cause">What it was.</param>
    /// <param name="WayOut">What to do.</param>
    public sealed record Stopped(ExitCode Code, string Cause, string WayOut) : ImportEnd;
}
