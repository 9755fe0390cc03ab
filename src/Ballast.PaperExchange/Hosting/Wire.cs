namespace Ballast.PaperExchange.Hosting;

/// <summary>
/// The bytes below a WebSocket. The framework pings by the machine's own timers only and keeps pongs to itself; this
/// lets a ping frame be written between two of its frames, each of which is one write, and tells whether anything was
/// heard.
/// </summary>
internal sealed class Wire(Stream inner) : Stream
{
    private const byte FinalPing = 0x89;

    // What a control frame may carry (RFC 6455, section 5.5).
    private const int MaxPayload = 125;

    private readonly SemaphoreSlim writing = new(1, 1);
    private long heard;

    /// <summary>Bytes heard from the other side so far.</summary>
    public long Heard => Interlocked.Read(ref heard);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Writes a ping frame; its payload is at most 125 bytes.</summary>
    public ValueTask PingAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, MaxPayload);
        byte[] frame = [FinalPing, (byte)payload.Length, .. payload.Span];
        return WriteAsync(frame, cancellation);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int count = await inner.ReadAsync(buffer, cancellationToken);
        Interlocked.Add(ref heard, count);
        return count;
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            await inner.WriteAsync(buffer, cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
