using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Ballast.Numerics.Simd;

/// <summary>Asks the machine for memory before it is needed, where it can be asked.</summary>
internal static class Ahead
{
    /// <summary>Starts to bring the line of memory with an element into the nearest cache. No element need be there: a
    /// place outside of all memory is passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch(ref double first, nint offset)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((double*)Unsafe.AsPointer(ref first) + offset);
        }
    }
}
