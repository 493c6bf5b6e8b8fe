using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ObjectTree.Benchmarks.Peers;

/// <summary>Linux' epoll, level-triggered: which of many sockets have something to read. Each has a number of the caller's.</summary>
internal sealed partial class EpollQueue : IDisposable
{
    private const int MaxEvents = 256;

    private const int Add = 1;

    private const int Readable = 1;

    private const int Interrupted = 4;

    // The kernel packs the structure on x86 only.
    private static readonly bool IsPacked = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;

    private static readonly int EventSize = IsPacked ? 12 : 16;

    private static readonly int NumberOffset = IsPacked ? 4 : 8;

    private readonly byte[] _events = new byte[MaxEvents * EventSize];
    private readonly int _queue = Check(epoll_create1(0));

    public void Watch(int descriptor, int number)
    {
        Span<byte> one = stackalloc byte[EventSize];
        MemoryMarshal.Write(one, Readable);
        MemoryMarshal.Write(one[NumberOffset..], (long)number);
        _ = Check(epoll_ctl(_queue, Add, descriptor, one));
    }

    /// <summary>Waits for something to read; <see cref="NumberOf"/> tells which of the sockets have it.</summary>
    /// <returns>How many have.</returns>
    public int Wait(int milliseconds)
    {
        var count = epoll_wait(_queue, _events, MaxEvents, milliseconds);
        return count < 0 && Marshal.GetLastPInvokeError() == Interrupted ? 0 : Check(count);
    }

    public int NumberOf(int index) => (int)MemoryMarshal.Read<long>(_events.AsSpan(index * EventSize + NumberOffset));

    /// <summary>Reads what is there; 0: the other side has closed.</summary>
    public static int Receive(int descriptor, Span<byte> buffer) => Check((int)recv(descriptor, buffer, buffer.Length, 0));

    /// <summary>Sends all of the bytes, and waits for room if need be.</summary>
    public static void Send(int descriptor, ReadOnlySpan<byte> bytes)
    {
        const int NoSignal = 0x4000;
        while (bytes.Length > 0)
            bytes = bytes[Check((int)send(descriptor, bytes, bytes.Length, NoSignal))..];
    }

    public void Dispose() => _ = close(_queue);

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int queue, int operation, int descriptor, ReadOnlySpan<byte> what);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int queue, Span<byte> events, int most, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(int descriptor, Span<byte> buffer, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(int descriptor, ReadOnlySpan<byte> buffer, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);
}
