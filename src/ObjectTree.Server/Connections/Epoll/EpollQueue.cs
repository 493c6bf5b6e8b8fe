using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ObjectTree.Server.Connections.Epoll;

/// <summary>
/// Linux' epoll: what happens to many descriptors. Each has a number of the caller's. Lasts as long as the process. Anybody watches; one
/// thread at a time takes.
/// </summary>
/// <param name="most">So many events are taken at once.</param>
/// <exception cref="Win32Exception">The system has no more of what this needs, such as descriptors; from all members.</exception>
[SupportedOSPlatform("linux")]
internal sealed partial class EpollQueue(int most)
{
    private const int ClosesInPrograms = 0x80000; // that this process starts

    private const int Add = 1;
    private const int Modify = 3;

    private const int Interrupted = 4;

    // The kernel packs the structure on x86 only.
    private static readonly bool IsPacked = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;

    private static readonly int EventSize = IsPacked ? 12 : 16;

    private static readonly int NumberOffset = IsPacked ? 4 : 8;

    private readonly byte[] _taken = new byte[most * EventSize];
    private readonly int _descriptor = Check(epoll_create1(ClosesInPrograms));

    /// <summary>Watches a descriptor until it is closed. What was there before is an event too.</summary>
    public void Watch(nint descriptor, EpollEvents what, long number) => Control(Add, (int)descriptor, what, number);

    /// <summary>Watches whether another queue has events.</summary>
    public void Watch(EpollQueue other, EpollEvents what) => Control(Add, other._descriptor, what, number: 0);

    /// <summary>Goes on after <see cref="EpollEvents.Once"/>. What happened meanwhile is an event.</summary>
    public void WatchAgain(EpollQueue other, EpollEvents what) => Control(Modify, other._descriptor, what, number: 0);

    /// <summary>Takes what has happened; the indexer tells it, until the next time.</summary>
    /// <param name="waits">Whether to wait until something does.</param>
    /// <returns>How many events these are; may be none even after waiting.</returns>
    public int Take(bool waits)
    {
        var count = epoll_wait(_descriptor, _taken, most, waits ? -1 : 0);
        return count < 0 && Marshal.GetLastPInvokeError() == Interrupted ? 0 : Check(count);
    }

    public (EpollEvents What, long Number) this[int index]
    {
        get
        {
            var one = _taken.AsSpan(index * EventSize, EventSize);
            return (MemoryMarshal.Read<EpollEvents>(one), MemoryMarshal.Read<long>(one[NumberOffset..]));
        }
    }

    private void Control(int operation, int descriptor, EpollEvents what, long number)
    {
        Span<byte> one = stackalloc byte[EventSize];
        MemoryMarshal.Write(one, what);
        MemoryMarshal.Write(one[NumberOffset..], number);
        _ = Check(epoll_ctl(_descriptor, operation, descriptor, one));
    }

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int queue, int operation, int descriptor, ReadOnlySpan<byte> what);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int queue, Span<byte> events, int most, int milliseconds);
}
