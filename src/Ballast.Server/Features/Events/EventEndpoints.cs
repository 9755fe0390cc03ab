using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Ballast.Engine.Ports;
using Ballast.Server.Features.Journal;
using Ballast.Server.Installations;
using Ballast.Server.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Ballast.Server.Features.Events;

/// <summary>
/// The journal as it grows, as server-sent events. The event id is the journal's sequence number, so a listener that
/// lost the
/// connection continues with <c>Last-Event-ID</c> and misses nothing; nothing is buffered for slow listeners.
/// </summary>
internal static class EventEndpoints
{
    private const int Chunk = 200;

    /// <summary>Maps <c>/events</c>.</summary>
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/events", Follow).WithName("followEvents").WithTags("Events")
            .WithSummary("What happens, as server-sent events; continues after Last-Event-ID or ?after.")
            .Refuses(400);

    private static ServerSentEventsResult<JournalItem> Follow(
        Installation installation,
        IHostApplicationLifetime lifetime,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        long? after,
        CancellationToken cancellation)
    {
        long? start =
            long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out long last) ? last : after;
        return TypedResults.ServerSentEvents(FollowAsync(installation, lifetime, start, cancellation));
    }

    private static async IAsyncEnumerable<SseItem<JournalItem>> FollowAsync(
        Installation installation,
        IHostApplicationLifetime lifetime,
        long? after,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using CancellationTokenSource ends =
            CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        long position = after ?? installation.Journal.Head;
        while (!ends.IsCancellationRequested)
        {
            Task appended = installation.Journal.NextAppend;
            IReadOnlyList<StoredEntry> page =
                await installation.Journal.ReadAsync(position, Chunk, ends.Token);
            foreach (StoredEntry entry in page)
            {
                position = entry.Sequence;
                JournalItem item = JournalItem.Of(entry);
                yield return new SseItem<JournalItem>(item, item.Kind) { EventId = item.Id };
            }

            if (page.Count == 0)
            {
                await appended.WaitAsync(ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
