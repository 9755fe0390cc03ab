using System.Globalization;
using Ballast.Engine.Ports;
using Ballast.Server.Installations;
using Ballast.Server.Problems;
using Ballast.Server.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ballast.Server.Features.Journal;

/// <summary>The log of everything that happened, page by page.</summary>
internal static class JournalEndpoints
{
    private const int LargestPage = 1000;
    private const int DefaultPage = 100;

    /// <summary>Maps <c>/journal</c>.</summary>
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/journal", ReadAsync).WithName("readJournal").WithTags("Journal")
            .WithSummary("Journal entries in order, a page at a time.").Refuses(400);

    private static async Task<Results<Ok<Listing<JournalItem>>, ProblemHttpResult>> ReadAsync(
        Installation installation, string? cursor, int? limit, CancellationToken cancellation)
    {
        int size = limit ?? DefaultPage;
        if (size is < 1 or > LargestPage)
        {
            return Problem.BadRequest("limit-out-of-range", $"limit is 1 to {LargestPage}");
        }

        if (!long.TryParse(cursor ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out long after))
        {
            return Problem.BadRequest("cursor-unknown", "pass the 'next' of the page before, or leave cursor out");
        }

        IReadOnlyList<StoredEntry> page = await installation.Journal.ReadAsync(after, size, cancellation);
        string? next = page.Count == size ? page[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new Listing<JournalItem>([.. page.Select(JournalItem.Of)], next));
    }
}
