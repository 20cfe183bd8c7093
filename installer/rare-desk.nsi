; The installer of the Windows program, also made on Linux:
;   makensis -DVERSION=0.1.0 -DFOLDER=dist/RareDesk -DOUT=RareDesk-0.1.0-setup.exe installer/rare-desk.nsi   (from the project's folder)
; For one user, without administrator. Books, preferences and logs lie elsewhere and are never touched.
Unicode true
Target amd64-unicode
!include MUI2.nsh
!include x64.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh

!ifndef VERSION
  !error "say -DVERSION=..."
!endif
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\RareDesk"
!define CLASS "RareDesk.Book"
!define LOCKED "RareDesk.Locked" ; copies and exports under a password
!define IDENTITY "RareDesk.RareDesk" ; as the program names itself to the taskbar

Name "Rare Desk"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Rare Desk"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "Rare Desk"
VIAddVersionKey /LANG=0 "FileDescription" "Rare Desk setup"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT License"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\RareDesk.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString RUNNING ${LANG_SIMPCHINESE} "Rare Desk 正在运行，请先关闭再继续。"
LangString RUNNING ${LANG_ENGLISH} "Rare Desk is running. Close it, then go on."
LangString BOOK ${LANG_SIMPCHINESE} "Rare Desk 账簿"
LangString BOOK ${LANG_ENGLISH} "Rare Desk book"
LangString LOCKED ${LANG_SIMPCHINESE} "Rare Desk 加密文件"
LangString LOCKED ${LANG_ENGLISH} "Rare Desk locked file"
LangString KEPT ${LANG_SIMPCHINESE} "程序已卸载。账簿和设置都还在。"
LangString KEPT ${LANG_ENGLISH} "The program is uninstalled. Books and preferences are still there."

!macro FREE file ; a running program holds its own file
  ${If} ${FileExists} "$INSTDIR\${file}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${file}" a
    ${If} ${Errors}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
      SetErrorLevel 2
      Abort
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

!macro CLOSED un
Function ${un}Closed
  again:
  !insertmacro FREE "RareDesk.exe"
  !insertmacro FREE "rare-desk.exe"
FunctionEnd
!macroend
!insertmacro CLOSED ""
!insertmacro CLOSED "un."

Function Identify ; the entry in the Start menu and the program's windows are one on the taskbar
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
    ${If} $1 P<> 0
    ${AndIf} $2 P<> 0
      ${IPersistFile::Load} $1 '("$SMPROGRAMS\Rare Desk.lnk", ${STGM_READWRITE})'
      System::Call '*(&w64 "${IDENTITY}")p.r3'
      System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
      System::Call '*(&i2 ${VT_LPWSTR},&i6 0,p r3,p 0)p.r5'
      ${IPropertyStore::SetValue} $2 '($4,$5)'
      ${IPropertyStore::Commit} $2 ""
      ${IPersistFile::Save} $1 '("$SMPROGRAMS\Rare Desk.lnk",1)'
      System::Free $3
      System::Free $4
      System::Free $5
    ${EndIf}
    ${If} $2 P<> 0
      ${IUnknown::Release} $2 ""
    ${EndIf}
    ${If} $1 P<> 0
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
FunctionEnd

!macro OPENED class name ; what a double click does with a file of that class
  WriteRegStr HKCU "Software\Classes\${class}" "" "${name}"
  WriteRegStr HKCU "Software\Classes\${class}\DefaultIcon" "" "$INSTDIR\RareDesk.exe,0"
  WriteRegStr HKCU "Software\Classes\${class}\shell\open\command" "" '"$INSTDIR\RareDesk.exe" "%1"'
!macroend

!macro FORGOTTEN ending class ; but for what is another program's
  ReadRegStr $0 HKCU "Software\Classes\${ending}" ""
  ${If} $0 == "${class}"
    DeleteRegValue HKCU "Software\Classes\${ending}" ""
  ${EndIf}
  DeleteRegValue HKCU "Software\Classes\${ending}\OpenWithProgids" "${class}"
  DeleteRegKey /ifempty HKCU "Software\Classes\${ending}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\${ending}"
  DeleteRegKey HKCU "Software\Classes\${class}"
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    Abort
  ${EndIf}
FunctionEnd

Section
  Call Closed
  RMDir /r "$INSTDIR\_internal" ; nothing of an older version is imported by a newer one
  RMDir /r "$INSTDIR\licences"
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\Rare Desk.lnk" "$INSTDIR\RareDesk.exe"
  Call Identify
  WriteRegStr HKCU "Software\Classes\.raredesk" "" "${CLASS}"
  !insertmacro OPENED "${CLASS}" "$(BOOK)"
  ReadRegStr $0 HKCU "Software\Classes\.locked" ""
  ${If} $0 == ""
    ReadRegStr $0 HKCR ".locked" ""
  ${EndIf}
  ${If} $0 == "" ; other programs call files so too: what is theirs stays, and the file's menu offers this one
    WriteRegStr HKCU "Software\Classes\.locked" "" "${LOCKED}"
  ${EndIf}
  WriteRegStr HKCU "Software\Classes\.locked\OpenWithProgids" "${LOCKED}" ""
  !insertmacro OPENED "${LOCKED}" "$(LOCKED)"
  WriteRegStr HKCU "${KEY}" "DisplayName" "Rare Desk"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\RareDesk.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "Rare Desk"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section Uninstall
  Call un.Closed
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\RareDesk.exe"
  Delete "$INSTDIR\rare-desk.exe"
  Delete "$INSTDIR\NOTICE.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only if nothing of the user's lies in it
  Delete "$SMPROGRAMS\Rare Desk.lnk"
  !insertmacro FORGOTTEN ".raredesk" "${CLASS}"
  !insertmacro FORGOTTEN ".locked" "${LOCKED}"
  DeleteRegKey HKCU "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  DetailPrint "$(KEPT)"
SectionEnd
