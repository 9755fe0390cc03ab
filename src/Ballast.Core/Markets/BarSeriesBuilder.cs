using System.Runtime.InteropServices;
using NodaTime;

namespace Ballast.Core.Markets;

/// <summary>Takes bars one by one and keeps them in columns. Whoever adds sees to it that instants rise.</summary>
public sealed class BarSeriesBuilder
{
    /// <summary>How many columns there may be.</summary>
    internal const int Fields = 5;

    private readonly decimal[]?[] columns = new decimal[]?[Fields];
    private Instant[] ends;

    /// <summary>An empty series.</summary>
    /// <param name="expected">About how many bars will come, above zero; more may.</param>
    public BarSeriesBuilder(int expected)
    {
        ends = new Instant[expected];
        columns[(int)BarField.Close] = new decimal[expected];
    }

    /// <summary>How many bars it has.</summary>
    public int Count { get; private set; }

    /// <summary>The instant of the newest bar; <see cref="Instant.MinValue"/> before the first.</summary>
    public Instant Last => Count == 0 ? Instant.MinValue : ends[Count - 1];

    /// <summary>Adds a bar.</summary>
    /// <param name="end">Its instant, after <see cref="Last"/>.</param>
    /// <param name="close">Its last price, zero or more.</param>
    public void Begin(Instant end, decimal close)
    {
        if (Count == ends.Length)
        {
            Grow();
        }

        ends[Count] = end;
        columns[(int)BarField.Close]![Count] = close;
        Count++;
        for (int field = 1; field < Fields; field++)
        {
            columns[field]?[Count - 1] = BarSeries.Missing;
        }
    }

    /// <summary>Completes the newest bar.</summary>
    /// <param name="field">What is set; not the close.</param>
    /// <param name="value">Zero or more, or <see langword="null"/> where the bar has none.</param>
    public void Set(BarField field, decimal? value)
    {
        if (value is { } known)
        {
            (columns[(int)field] ??= Blank())[Count - 1] = known;
        }
    }

    /// <summary>The finished series; the builder is not to be used afterwards.</summary>
    public BarSeries ToSeries() => new(
        ImmutableCollectionsMarshal.AsImmutableArray(ends.Length == Count ? ends : ends[..Count]), columns);

    private decimal[] Blank()
    {
        var column = new decimal[ends.Length];
        column.AsSpan(0, Count).Fill(BarSeries.Missing);
        return column;
    }

    private void Grow()
    {
        Array.Resize(ref ends, ends.Length * 2);
        for (int field = 0; field < Fields; field++)
        {
            if (columns[field] is { } column)
            {
                Array.Resize(ref column, ends.Length);
                columns[field] = column;
            }
        }
    }
}
